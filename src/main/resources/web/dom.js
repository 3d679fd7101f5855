/** Builds elements. Strings always become text, never HTML. */
export function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith('on')) {
      node.addEventListener(name.slice(2), value);
    } else if (name.startsWith('--')) {
      node.style.setProperty(name, value);
    } else {
      node.setAttribute(name, value);
    }
  }
  node.append(...children);
  return node;
}

/** The element with this id. */
export const byId = id => document.getElementById(id);

/** Tells a screen reader something that sighted people see anyway. */
export function announce(text) {
  byId('announcer').textContent = text;
}
