// Frames of the protocol, checked.

const KINDS = new Set(["message", "status", "event", "message_updated"]);
const SENDERS = new Set(["customer", "bot", "agent", "system"]);

/**
 * The entry in a durable frame, or null where it is none. This is the one place where frames are
 * looked into; a field of the wrong kind counts as absent.
 *
 * @param {any} frame @param {string} base @returns {Entry | null}
 */
function entryOf(frame, base) {
  if (!frame || !Number.isSafeInteger(frame.seq) || frame.seq < 1) return null;
  const type = text(frame.type);
  const ticket = frame.kind === "ticket" && frame.ticket;
  const feedback = frame.kind === "feedback" && frame.feedback;
  const sender = text(frame.sender?.type);
  return {
    seq: frame.seq,
    kind: type === "message_updated" ? "message" : KINDS.has(type) ? /** @type {any} */ (type)
      : "other",
    id: text(frame.message_id),
    at: text(frame.created_at),
    from: SENDERS.has(sender) ? /** @type {any} */ (sender) : "system",
    name: label(frame.sender?.name).slice(0, 80),
    isMarkdown: frame.content_type === "markdown" || frame.content_type === "choices",
    text: text(frame.content),
    lang: /^[a-z]{2,3}(-[A-Za-z0-9]+)*$/.test(text(frame.lang)) ? frame.lang : "",
    actions: items(frame.actions).map(
      (action) => ({ id: text(action.action_id), title: label(action.title) }),
    ).filter((action) => action.id && action.title),
    answer: text(frame.answer?.kind),
    sources: items(frame.answer?.sources).map(
      (source) => ({ title: label(source.title), href: safeAddress(source.url, base) }),
    ).filter((source) => source.title),
    isRedacted: frame.redacted === true,
    phase: text(frame.conversation),
    position: Number.isSafeInteger(frame.position) ? frame.position : null,
    event: text(frame.kind),
    ticket: ticket ? ticketOf(ticket) : null,
    feedback: feedback ? { id: text(feedback.message_id), value: text(feedback.value) } : null,
  };
}

/** @param {any} ticket */
function ticketOf(ticket) {
  return {
    number: label(ticket.number), status: text(ticket.status), subject: label(ticket.subject),
  };
}

/** The objects of an array; more than twenty buttons are nobody's intention.
 * @param {unknown} value @param {number} [max] @returns {any[]} */
function items(value, max = 20) {
  const all = Array.isArray(value) ? value : [];
  return all.filter((item) => item && typeof item === "object").slice(0, max);
}
