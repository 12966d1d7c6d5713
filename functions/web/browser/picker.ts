// The script of the pickers of people. It turns the list and the search of each picker into one field, a combobox with a
// list. To search, it sends what the button to search sends, and takes the people out of the page that comes back.

/** How long a person pauses in typing before the search begins. */
const pauseMs = 250;

let pickers = 0;

function enhance(picker: HTMLElement): void {
  const found = {
    select: picker.querySelector('select'),
    input: picker.querySelector<HTMLInputElement>('input[type=text]'),
    searched: picker.querySelector<HTMLInputElement>('input[type=hidden]'),
    button: picker.querySelector('button'),
  };
  const form = picker.closest('form');
  const { select, input, searched, button } = found;
  if (!select || !input || !searched || !button || !form) return;
  const own = { select, input, searched };
  const id = `people-${++pickers}`;
  const list = document.createElement('ul');
  Object.assign(list, { id, hidden: true, className: 'people' });
  list.setAttribute('role', 'listbox');
  const status = document.createElement('p');
  status.className = 'soft';
  status.setAttribute('role', 'status');

  const said = picker.querySelector('[role=status]')?.textContent ?? '';
  const more = picker.querySelectorAll<HTMLButtonElement>('button')[1]?.value ?? null;
  const label = document.querySelector<HTMLLabelElement>(`label[for="${select.id}"]`);
  for (const old of picker.querySelectorAll<HTMLElement>('select, button, label, p')) old.hidden = true;
  for (const name of ['aria-describedby', 'aria-invalid', 'aria-required']) {
    const value = select.getAttribute(name);
    if (value !== null) input.setAttribute(name, value);
  }
  // The list of faults links to the field by the id of the select.
  const { id: fieldId } = select;
  select.id = `${fieldId}-chosen`;
  input.id = fieldId;
  if (label) {
    label.id = `${id}-label`;
    list.setAttribute('aria-labelledby', label.id);
  }
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', id);
  input.placeholder = select.options[0]?.value === '' ? (select.options[0]?.text ?? '') : '';
  // Below the row of the search: beside it they would be narrow columns.
  (input.closest('.search') ?? input).after(list, status);

  const suggested = peopleIn(select);
  let active = -1;
  let waiting: ReturnType<typeof setTimeout> | undefined;
  let asking: AbortController | undefined;

  const shown = () => [...list.children] as HTMLElement[];

  function open(isOpen: boolean): void {
    list.hidden = !isOpen;
    input?.setAttribute('aria-expanded', String(isOpen));
    if (!isOpen) activate(-1);
  }

  function activate(at: number): void {
    active = at;
    for (const [index, one] of shown().entries()) one.setAttribute('aria-selected', String(index === at));
    const one = shown()[at];
    if (one) own.input.setAttribute('aria-activedescendant', one.id);
    else own.input.removeAttribute('aria-activedescendant');
    one?.scrollIntoView({ block: 'nearest' });
  }

  function show(people: readonly HTMLOptionElement[], next: string | null, words: string): void {
    const items = people.map((person) => item(person.text, () => choose(person), person.disabled));
    if (next !== null) items.push(item('Show the next people', () => search(next)));
    for (const [at, one] of items.entries()) one.id = `${id}-${at}`;
    list.replaceChildren(...items);
    open(items.length > 0);
    status.textContent = words;
  }

  function item(text: string, pick: () => void, isOff = false): HTMLElement {
    const one = document.createElement('li');
    one.setAttribute('role', 'option');
    one.textContent = text;
    if (isOff) one.setAttribute('aria-disabled', 'true');
    else one.addEventListener('click', pick);
    return one;
  }

  /** The chosen person is what the select sends. What is in the field counts as searched. */
  function choose(person: HTMLOptionElement | null): void {
    if (person && ![...own.select.options].some((one) => one.value === person.value))
      own.select.append(new Option(person.text, person.value));
    own.select.value = person?.value ?? '';
    if (person) own.input.value = person.text;
    own.searched.value = own.input.value.trim();
    status.textContent = '';
    open(false);
  }

  function suggest(): void {
    show(suggested, null, suggested.length === 0 ? 'Type the beginning of a name.' : '');
  }

  async function search(value: string): Promise<void> {
    asking?.abort();
    asking = new AbortController();
    const { signal } = asking;
    const body = new URLSearchParams();
    for (const [name, text] of new FormData(form as HTMLFormElement))
      if (typeof text === 'string') body.append(name, text);
    body.set('find', value);
    try {
      const { action, method } = form as HTMLFormElement;
      const answer = await (method === 'get'
        ? fetch(`${action}?${body}`, { signal })
        : fetch(action, { method: 'POST', body, signal }));
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const there = page.getElementById(fieldId)?.closest<HTMLElement>('.picker');
      const choices = there?.querySelector('select');
      if (!there || !choices) throw new Error('There is no such picker on the page');
      const more = there.querySelectorAll<HTMLButtonElement>('button')[1];
      show(foundIn(choices), more?.value ?? null, there.querySelector('[role=status]')?.textContent ?? '');
    } catch {
      if (!signal.aborted) status.textContent = 'The search did not work. Send the form to search.';
    }
  }

  input.addEventListener('input', () => {
    clearTimeout(waiting);
    asking?.abort();
    // Whoever was chosen is not any more.
    select.value = '';
    searched.value = '';
    if (input.value.trim() === '') suggest();
    else waiting = setTimeout(() => search(button.value), pauseMs);
  });
  input.addEventListener('click', () => {
    if (list.hidden && input.value.trim() === '') suggest();
  });
  input.addEventListener('blur', () => open(false));
  // A press on the list leaves the focus in the field.
  list.addEventListener('pointerdown', (event) => event.preventDefault());
  input.addEventListener('keydown', (event) => {
    const count = shown().length;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (list.hidden) {
        if (count > 0 && input.value.trim() !== '') open(true);
        else suggest();
        return;
      }
      const step = event.key === 'ArrowDown' ? 1 : -1;
      activate(active < 0 && step < 0 ? count - 1 : (active + step + count) % count);
    } else if (event.key === 'Enter' && !list.hidden && active >= 0) {
      event.preventDefault();
      shown()[active]?.click();
    } else if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      open(false);
    }
  });

  const chosen = select.value === '' ? undefined : select.selectedOptions[0];
  open(false);
  if (chosen) choose(chosen);
  else if (input.value !== '') {
    // The page came back with what was searched without the script.
    show(suggested, more, said);
    input.focus();
  }
}

/** The people of a select who can be suggested: all but the empty one. */
function peopleIn(select: HTMLSelectElement): HTMLOptionElement[] {
  return [...select.options].filter((one) => one.value !== '');
}

/** The people who were found: without somebody who is chosen and stands outside of what was found. */
function foundIn(select: HTMLSelectElement): HTMLOptionElement[] {
  return peopleIn(select).filter((one) => !one.defaultSelected);
}

for (const picker of document.querySelectorAll<HTMLElement>('.picker')) enhance(picker);
