// Reads somebody's QR code at check-in with this device's camera, where the browser can; without it
// the camera app opens the same address.

const place = document.querySelector("[data-scanner]");

async function canRead() {
  if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return false;
  return (await BarcodeDetector.getSupportedFormats()).includes("qr_code");
}

async function scan() {
  const video = place.querySelector("video");
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    say(place.dataset.noCamera);
    return;
  }
  video.hidden = false;
  await video.play();
  say(place.dataset.hold);
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  const look = async () => {
    for (const code of await detector.detect(video)) if (follow(code.rawValue)) return;
    setTimeout(look, 200);
  };
  look();
}

// Only the path counts, and only one below this page: a square cannot lead anywhere else.
function follow(text) {
  const path = URL.canParse(text) ? new URL(text).pathname : "";
  const here = location.pathname.replace(/\/$/, "");
  const isSomebody = path.startsWith(`${here}/`) && /^\d+$/.test(path.slice(here.length + 1));
  if (isSomebody) location.assign(path);
  else say(place.dataset.unknown);
  return isSomebody;
}

function say(words) {
  place.querySelector("[data-said]").textContent = words;
}

if (await canRead()) {
  place.hidden = false;
  place.querySelector("[data-scan]").addEventListener("click", scan);
  if (location.hash === "#scan") scan();
}
