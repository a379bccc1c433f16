// SPDX-License-Identifier: MIT
// Pictures for the logic layer, whose worker decodes no vector pictures.

// What a vector picture measures that does not say it.
const WIDTH = 300
const HEIGHT = 150

const load = (url) => new Promise((resolve, reject) => {
  const image = new Image()
  image.onload = () => resolve(image)
  image.onerror = () => reject(new Error('the picture cannot be decoded'))
  image.src = url
})

/** @returns {Promise<{bitmap: ImageBitmap} | {message: string}>} */
export async function decodePicture ({ url }) {
  try {
    const image = await load(url)
    const size = { resizeWidth: image.naturalWidth || WIDTH, resizeHeight: image.naturalHeight || HEIGHT }
    if (image.naturalWidth) return { bitmap: await createImageBitmap(image) }
    return { bitmap: await createImageBitmap(image, size) }
  } catch (error) {
    return { message: error.message }
  }
}
