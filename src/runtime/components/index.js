// SPDX-License-Identifier: MIT
// Every built-in component, defined in the page's window. Those without behaviour (<view>, <cover-view>, …) are plain
// elements with a style.
import { AudioElement } from './audio.js'
import { ButtonElement } from './button.js'
import { CanvasElement } from './canvas.js'
import { CheckboxElement, CheckboxGroupElement, RadioElement, RadioGroupElement, SwitchElement } from './choice.js'
import { CoverImageElement } from './cover-image.js'
import { KeyboardAccessoryElement, MatchMediaElement, RootPortalElement } from './containers.js'
import { EditorElement } from './editor/editor.js'
import { FormElement, LabelElement } from './form.js'
import {
  DoubleTapGestureElement, ForcePressGestureElement, HorizontalDragGestureElement, LongPressGestureElement, PanGestureElement,
  ScaleGestureElement, TapGestureElement, VerticalDragGestureElement,
} from './gesture-handlers.js'
import { IconElement } from './icon.js'
import { ImageElement } from './image.js'
import { InputElement } from './input.js'
import { MapElement } from './map/map.js'
import { MovableAreaElement, MovableViewElement } from './movable.js'
import { NavigatorElement } from './navigator.js'
import { ActionSheetElement, LoadingElement, ModalElement, ToastElement } from './old-tags.js'
import { PageContainerElement } from './page-container.js'
import { NavigationBarElement, PageMetaElement } from './page-meta.js'
import { PickerElement } from './picker.js'
import { PickerViewColumnElement, PickerViewElement } from './picker-view.js'
import { ContactButtonElement, FunctionalPageElement, OpenDataElement, PLACEHOLDERS } from './placeholder.js'
import { ProgressElement } from './progress.js'
import { RichTextElement } from './rich-text.js'
import { ScrollViewElement } from './scroll-view.js'
import { DraggableSheetElement, GridViewElement, inertClass, SectionElement, StickyHeaderElement } from './skyline.js'
import { SliderElement } from './slider.js'
import { SwiperElement, SwiperItemElement } from './swiper.js'
import { TextElement } from './text.js'
import { VideoElement } from './video.js'
import { WebViewElement } from './web-view.js'
import { TextareaElement } from './textarea.js'

const COMPONENTS = {
  ...PLACEHOLDERS,
  'action-sheet': ActionSheetElement,
  audio: AudioElement,
  button: ButtonElement,
  canvas: CanvasElement,
  checkbox: CheckboxElement,
  'checkbox-group': CheckboxGroupElement,
  'contact-button': ContactButtonElement,
  'cover-image': CoverImageElement,
  'double-tap-gesture-handler': DoubleTapGestureElement,
  'draggable-sheet': DraggableSheetElement,
  'force-press-gesture-handler': ForcePressGestureElement,
  form: FormElement,
  'grid-view': GridViewElement,
  'horizontal-drag-gesture-handler': HorizontalDragGestureElement,
  editor: EditorElement,
  'functional-page-navigator': FunctionalPageElement,
  icon: IconElement,
  image: ImageElement,
  input: InputElement,
  'keyboard-accessory': KeyboardAccessoryElement,
  label: LabelElement,
  'list-builder': class extends SectionElement {},
  'list-view': class extends SectionElement {},
  loading: LoadingElement,
  'long-press-gesture-handler': LongPressGestureElement,
  map: MapElement,
  'match-media': MatchMediaElement,
  modal: ModalElement,
  'movable-area': MovableAreaElement,
  'movable-view': MovableViewElement,
  'navigation-bar': NavigationBarElement,
  navigator: NavigatorElement,
  'open-container': inertClass('open-container', 'shows its closed content: a web view has no container transition.'),
  'page-container': PageContainerElement,
  'open-data': OpenDataElement,
  'page-meta': PageMetaElement,
  'pan-gesture-handler': PanGestureElement,
  picker: PickerElement,
  'picker-view': PickerViewElement,
  'picker-view-column': PickerViewColumnElement,
  progress: ProgressElement,
  radio: RadioElement,
  'radio-group': RadioGroupElement,
  'rich-text': RichTextElement,
  'root-portal': RootPortalElement,
  'scale-gesture-handler': ScaleGestureElement,
  'scroll-view': ScrollViewElement,
  'share-element': inertClass('share-element', 'shows its content: a web view does not fly it to the next page.'),
  slider: SliderElement,
  snapshot: inertClass('snapshot', 'shows its content, but takes no picture in a web view.'),
  'sticky-header': StickyHeaderElement,
  'sticky-section': class extends SectionElement {},
  swiper: SwiperElement,
  'swiper-item': SwiperItemElement,
  switch: SwitchElement,
  'tap-gesture-handler': TapGestureElement,
  text: TextElement,
  textarea: TextareaElement,
  toast: ToastElement,
  'vertical-drag-gesture-handler': VerticalDragGestureElement,
  video: VideoElement,
  'web-view': WebViewElement,
}

/** @param {Window} window the page's */
export function defineComponents(window) {
  const { customElements } = window
  for (const [name, type] of Object.entries(COMPONENTS)) {
    if (!customElements.get('wx-' + name)) customElements.define('wx-' + name, type)
  }
}
