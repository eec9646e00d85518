// @ts-check
// The widget as a module; it finds its desk by its own address.
//
//   import Frontdesk from "https://desk.example/widget.mjs";
//   Frontdesk.open();
import "./widget.js";

/** @type {any} */
const Frontdesk = /** @type {any} */ (globalThis).Frontdesk;
Frontdesk.configure({ server: import.meta.url });

export { Frontdesk };
export default Frontdesk;
