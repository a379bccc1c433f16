// SPDX-License-Identifier: MIT
// wx.createVideoContext and wx.createAudioContext, and those of components which only stand in for what is not there.
import { contextMaker, plainContext } from './media-context.js'

const VIDEO = ['play', 'pause', 'stop', 'seek', 'sendDanmu', 'playbackRate', 'requestFullScreen', 'exitFullScreen', 'showStatusBar', 'hideStatusBar',
  'exitPictureInPicture', 'requestBackgroundPlayback', 'exitBackgroundPlayback']

export const video = {
  createVideoContext: contextMaker('video', (locate) => plainContext(locate, 'VideoContext', VIDEO)),
  createAudioContext: contextMaker('audio', (locate) => plainContext(locate, 'AudioContext', ['setSrc', 'play', 'pause', 'seek'])),
}
