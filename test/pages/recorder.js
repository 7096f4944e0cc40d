/** A page that notices everything it can and sends what it was given to the server it came from. */
window.seen = [];
const note = (kind, detail) => window.seen.push({ kind, detail });

const describe = (transfer) => ({
  texts: Object.fromEntries([...(transfer?.types ?? [])].filter((type) => type !== 'Files').map((type) => [type, transfer.getData(type)])),
  files: [...(transfer?.files ?? [])].map((file) => file.name),
});

for (const type of ['paste', 'drop']) {
  for (const target of [window, document]) {
    target.addEventListener(type, (event) => note(type, describe(event.clipboardData ?? event.dataTransfer)), true);
  }
}
for (const type of ['input', 'change']) {
  window.addEventListener(
    type,
    (event) => {
      const { target } = event;
      if (target instanceof HTMLInputElement && target.type === 'file') note(type, [...target.files].map((file) => file.name));
      else note(type, target.value ?? target.textContent);
    },
    true,
  );
}

/** Bytes as they are: the server asserts on them. */
window.sendToServer = (path, body, type = 'application/octet-stream') =>
  fetch(path, { method: 'POST', body, headers: { 'content-type': type } });
