/**
 * AES-GCM around everything that speaks of people. The key is made here and can be used
 * but not read, not even by this script; it goes when the phone is wiped.
 */
const CIPHER = "AES-GCM";
const NONCE_BYTES = 12;

export function makeKey() {
  return crypto.subtle.generateKey({ name: CIPHER, length: 256 }, false, ["encrypt", "decrypt"]);
}

export async function seal(key, value) {
  const iv = crypto.getRandomValues(new Uint8Array(NONCE_BYTES));
  const bytes = new TextEncoder().encode(JSON.stringify(value));
  return { iv, box: await crypto.subtle.encrypt({ name: CIPHER, iv }, key, bytes) };
}

export async function unseal(key, { iv, box }) {
  const bytes = await crypto.subtle.decrypt({ name: CIPHER, iv }, key, box);
  return JSON.parse(new TextDecoder().decode(bytes));
}
