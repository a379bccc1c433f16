// SPDX-License-Identifier: MIT
// Every built-in component, defined in the page's window. Those without behaviour (<view>, <cover-view>, …) are plain
// elements with a style.
import { AudioElement } from './audio.js'
import { ButtonElement } from './button.js'
import { CanvasElement } from './canvas.js'
import { CheckboxElement, CheckboxGroupElement, RadioElement, RadioGroupElement, SwitchElement } from './choice.js'
import { CoverImageElement } from './cover-image.js'
import { FormElement, LabelElement } from './form.js'
import { IconElement } from './icon.js'
import { ImageElement } from './image.js'
import { InputElement } from './input.js'
import { MapElement } from './map/map.js'
import { MovableViewElement } from './movable.js'
import { NavigatorElement } from './navigator.js'
import { NavigationBarElement, PageMetaElement } from './page-meta.js'
import { PickerElement } from './picker.js'
import { PickerViewColumnElement, PickerViewElement } from './picker-view.js'
import { PLACEHOLDERS, placeholderClass } from './placeholder.js'
import { ProgressElement } from './progress.js'
import { RichTextElement } from './rich-text.js'
import { ScrollViewElement } from './scroll-view.js'
import { SliderElement } from './slider.js'
import { SwiperElement, SwiperItemElement } from './swiper.js'
import { TextElement } from './text.js'
import { VideoElement } from './video.js'
import { WebViewElement } from './web-view.js'
import { TextareaElement } from './textarea.js'

const COMPONENTS = {
  audio: AudioElement,
  button: ButtonElement,
  canvas: CanvasElement,
  checkbox: CheckboxElement,
  'checkbox-group': CheckboxGroupElement,
  'cover-image': CoverImageElement,
  form: FormElement,
  icon: IconElement,
  image: ImageElement,
  input: InputElement,
  label: LabelElement,
  map: MapElement,
  'movable-view': MovableViewElement,
  'navigation-bar': NavigationBarElement,
  navigator: NavigatorElement,
  'page-meta': PageMetaElement,
  picker: PickerElement,
  'picker-view': PickerViewElement,
  'picker-view-column': PickerViewColumnElement,
  progress: ProgressElement,
  radio: RadioElement,
  'radio-group': RadioGroupElement,
  'rich-text': RichTextElement,
  'scroll-view': ScrollViewElement,
  slider: SliderElement,
  swiper: SwiperElement,
  'swiper-item': SwiperItemElement,
  switch: SwitchElement,
  text: TextElement,
  textarea: TextareaElement,
  video: VideoElement,
  'web-view': WebViewElement,
}

/** @param {Window} window the page's */
export function defineComponents(window) {
  const { customElements } = window
  for (const [name, type] of Object.entries(COMPONENTS)) {
    if (!customElements.get('wx-' + name)) customElements.define('wx-' + name, type)
  }
  for (const name of PLACEHOLDERS) {
    if (!customElements.get('wx-' + name)) customElements.define('wx-' + name, placeholderClass(name))
  }
}
