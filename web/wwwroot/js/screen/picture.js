const WIDEST = 1_600;
const QUALITY = 0.8;

/**
 * A picture of this page, drawn once more by the same browser from the same nodes and styles: what the page shows, not what the panel on
 * the wall really lights up. Charts are taken as they are drawn.
 *
 * @param {string} mark  who and when, written into the picture
 * @returns {Promise<Blob>} JPEG
 */
export async function picture(mark) {
  const [width, height] = [innerWidth, innerHeight];
  const copy = /** @type {HTMLElement} */ (document.documentElement.cloneNode(true));
  const drawn = [...document.querySelectorAll("canvas")];
  [...copy.querySelectorAll("canvas")].forEach((canvas, index) => {
    const image = document.createElement("img");
    const { width: wide, height: high } = drawn[index].getBoundingClientRect();
    image.src = drawn[index].toDataURL();
    image.style.width = `${wide}px`;
    image.style.height = `${high}px`;
    canvas.replaceWith(image);
  });
  for (const node of copy.querySelectorAll("script, link, [hidden]")) {
    node.remove();
  }
  const style = document.createElement("style");
  style.textContent = (await Promise.all([...document.styleSheets].map(rules))).join("\n");
  copy.querySelector("head")?.replaceChildren(style);

  const body = new XMLSerializer().serializeToString(copy);
  const image = new Image();
  image.src =
    "data:image/svg+xml;charset=utf-8," +
    encodeURIComponent(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
        `<foreignObject width="${width}" height="${height}">${body}</foreignObject></svg>`,
    );
  await image.decode();

  const scale = Math.min(1, WIDEST / width);
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const pen = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  pen.fillStyle = "#06101b";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  pen.font = "16px sans-serif";
  pen.fillStyle = "rgba(255, 195, 92, 0.9)";
  pen.textAlign = "center";
  pen.fillText(mark, canvas.width / 2, canvas.height / 2);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
  if (!blob) {
    throw new Error("The browser did not give the picture out.");
  }
  return blob;
}

/** The rules of a style sheet, with its fonts within: a picture fetches nothing. @param {CSSStyleSheet} sheet */
async function rules(sheet) {
  const texts = await Promise.all(
    [...sheet.cssRules].map(async (rule) => {
      const address = rule instanceof CSSFontFaceRule ? /url\("([^"]+)"\)/.exec(rule.cssText)?.[1] : null;
      return address ? rule.cssText.replace(address, await within(new URL(address, sheet.href ?? location.href).href)) : rule.cssText;
    }),
  );
  return texts.join("\n");
}

/** @param {string} address */
async function within(address) {
  const blob = await (await fetch(address)).blob();
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}
