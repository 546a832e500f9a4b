/* Reads QR codes with the camera: by the browser's own reader where it has one, else by ours. */

/** Between two looks, in ms: often enough for a badge that is held up, and the phone stays cool. */
const PAUSE_MS = 90;

/** The same code again counts only after it has been away, or after so long. */
const AGAIN_MS = 4000;

async function nativeReader() {
  try {
    const formats = (await globalThis.BarcodeDetector?.getSupportedFormats()) ?? [];
    if (!formats.includes('qr_code')) return null;
    const detector = new BarcodeDetector({ formats: ['qr_code'] });
    return async (video) => (await detector.detect(video))[0]?.rawValue;
  } catch {
    return null;
  }
}

async function ownReader(video, stream) {
  const { QRCamera, QRCanvas } = await import('./qr-dom.js');
  const camera = new QRCamera(video, stream);
  const canvas = new QRCanvas({}, { cropToSquare: false });
  return async () => {
    const text = await camera.readFrame(canvas, true);
    return typeof text === 'string' ? text : undefined;
  };
}

/**
 * @param onText called with what is read, once for each time that a code is held up
 * @returns how to stop it, and how to switch the torch (null where there is none)
 * @throws DOMException as getUserMedia does: NotFoundError, NotAllowedError …
 */
export async function openCamera(video, onText) {
  if (!navigator.mediaDevices?.getUserMedia) throw new DOMException('No camera.', 'NotFoundError');
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: false,
    video: { facingMode: { ideal: 'environment' }, width: { ideal: 1280 }, height: { ideal: 720 } },
  });
  const [track] = stream.getVideoTracks();
  let isOpen = true;
  video.srcObject = stream;
  const read = (await nativeReader()) ?? (await ownReader(video, stream));
  await video.play();

  let last = { text: '', at: 0 };
  async function look() {
    if (!isOpen) return;
    try {
      const text = video.readyState >= 2 ? await read(video) : undefined;
      const now = performance.now();
      if (text && isOpen) {
        const isNew = text !== last.text || now - last.at > AGAIN_MS;
        if (isNew) {
          last = { text, at: now };
          await onText(text);
        }
        // While it is held up it stays the same one.
        last.at = performance.now();
      }
    } catch {
      // One frame that cannot be read: there will be another.
    }
    if (isOpen) setTimeout(look, PAUSE_MS);
  }
  void look();

  const hasTorch = Boolean(track.getCapabilities?.().torch);
  return {
    stop() {
      isOpen = false;
      for (const one of stream.getTracks()) one.stop();
      video.srcObject = null;
    },
    torch: hasTorch ? (on) => track.applyConstraints({ advanced: [{ torch: on }] }) : null,
  };
}
