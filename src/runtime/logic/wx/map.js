// SPDX-License-Identifier: MIT
// wx.createMapContext.
import { asyncApi, callBack } from './base.js'
import { asyncContext, callComponent, contextMaker } from './media-context.js'
import { wx } from './registry.js'

const METHODS = ['getCenterLocation', 'getScale', 'getRotate', 'getSkew', 'getRegion', 'toScreenLocation', 'fromScreenLocation', 'includePoints', 'addMarkers',
  'removeMarkers', 'setCenterOffset', 'addCustomLayer', 'removeCustomLayer', 'addGroundOverlay', 'updateGroundOverlay', 'removeGroundOverlay', 'addVisualLayer',
  'removeVisualLayer', 'addArc', 'removeArc', 'eraseLines', 'executeVisualLayerCommand', 'initMarkerCluster', 'openMapApp', 'setBoundary', 'setLocMarkerIcon']

/** Where the device says it is; undefined if it does not. */
const here = () => new Promise((resolve) => {
  wx.getLocation({ type: 'gcj02', success: ({ latitude, longitude }) => resolve({ latitude, longitude }), fail: () => resolve(undefined) })
})

function make (locate) {
  const context = asyncContext(locate, METHODS)
  context.moveToLocation = asyncApi('moveToLocation', async (args) => {
    const self = args.latitude === undefined ? await here() : undefined
    return callComponent(locate(), 'moveToLocation', [{ ...args, self }])
  })
  for (const name of ['translateMarker', 'moveAlong']) {
    const start = asyncApi(name, (args) => callComponent(locate(), name, [args]))
    context[name] = ({ animationEnd, ...options } = {}) => {
      if (typeof animationEnd === 'function') setTimeout(() => callBack(animationEnd), Number(options.duration ?? 1000))
      return start(options)
    }
  }
  context.on = () => console.warn('MapContext.on: markers are not clustered in the simulator')
  return context
}

export const map = { createMapContext: contextMaker('map', make) }
