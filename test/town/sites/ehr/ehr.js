const people = await (await fetch('/patients.json')).json();
const list = document.querySelector('#list');
const chart = document.querySelector('#chart');

const element = (tag, text = '', properties = {}) =>
  Object.assign(document.createElement(tag), { textContent: text }, properties);

function showList(filter) {
  const wanted = filter.toLowerCase();
  list.replaceChildren(
    ...people
      .filter((one) => `${one.name} ${one.mrn}`.toLowerCase().includes(wanted))
      .map((one) => {
        const link = element('a', one.name, { href: `#${one.mrn}` });
        link.append(element('small', `MRN ${one.mrn} · ${one.ward}`));
        link.toggleAttribute('aria-current', location.hash === `#${one.mrn}`);
        const item = element('li');
        item.append(link);
        return item;
      }),
  );
}

function showChart() {
  const one = people.find((person) => `#${person.mrn}` === location.hash) ?? people[0];
  const banner = element('div', '', { className: 'banner' });
  banner.append(element('h1', one.name));
  const facts = {
    DOB: one.born,
    Sex: one.sex,
    MRN: one.mrn,
    Phone: one.phone,
    'E-mail': one.email,
    Address: one.address,
  };
  for (const [label, value] of Object.entries(facts)) {
    const fact = element('span');
    fact.append(element('b', `${label}: `), value);
    banner.append(fact);
  }
  const tools = element('div', '', { className: 'tools' });
  tools.append(
    element('button', 'Print chart', { id: 'print', onclick: () => print() }),
    element('button', 'Copy summary', { id: 'copy', onclick: () => navigator.clipboard.writeText(one.summary) }),
  );
  chart.replaceChildren(
    banner,
    part('Problem list', table(one.problems.map(({ code, text }) => [code, text]))),
    part('Medications', table(one.medications.map((text) => ['Active', text]))),
    part('Progress note', element('p', one.note)),
    tools,
  );
}

function part(title, content) {
  const section = element('section');
  section.append(element('h2', title), content);
  return section;
}

function table(rows) {
  const body = element('table');
  for (const cells of rows) {
    const row = body.insertRow();
    for (const cell of cells) row.insertCell().textContent = cell;
  }
  return body;
}

const find = document.querySelector('#find');
find.addEventListener('input', () => showList(find.value));
addEventListener('hashchange', () => {
  showList(find.value);
  showChart();
});
showList('');
showChart();
document.body.dataset.ready = 'yes';
