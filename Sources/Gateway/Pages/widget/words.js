// What the widget says, in English and Chinese.

/** @typedef {typeof WORDS["en"]} Words */
const WORDS = {
  en: {
    open: "Open chat", close: "Close chat", title: "Chat with us", more: "More",
    greeting: "Hello! Ask anything; a person is never far away.", you: "You", bot: "Assistant",
    agent: "Our team", system: "Note", log: "Conversation", write: "Write a message",
    send: "Send", person: "Talk to a person", back: "Back to the assistant",
    rate: "Rate this conversation", save: "Save as text", ready: "Usually answers at once",
    connecting: "Connecting…", offline: "No connection. Messages are kept and sent later.",
    refused: "This page may not use this chat. Its address is not among those the desk allows:",
    identity: "Please sign in again to go on with this conversation.",
    restart: "Start a new one", retry: "Try again", again: "Send again", discard: "Delete",
    sending: "Sending…", sent: "Sent", unsent: "Not sent yet", failed: "Not sent",
    tooLong: "too long", badText: "has characters that cannot be sent",
    forgets: "This browser keeps nothing: the conversation ends when you leave this page.",
    earlier: "Earlier messages", newMessages: "New messages", up: "Helpful", down: "Not helpful",
    sources: "Source", waiting: "Waiting for a person", place: "place {n} in the queue",
    joined: "You are talking to a person",
    closed: "This conversation has ended. Write to go on with it.", ticket: "Ticket",
    leave: "Leave a message for our team",
    leaveAsk: "What is it about? You get a number, and our team sees to it.",
    tickets: "My tickets", noTickets: "There are none yet.", done: "Close",
    states: { new: "opened", open: "open", pending: "waits for you", solved: "solved",
      closed: "closed" },
    typing: "is typing", removed: "This message was removed.",
    rateAsk: "How was it?", rateOf: "{n} of 5", comment: "Anything to add?", skip: "Not now",
    left: "{n} bytes too many",
  },
  zh: {
    open: "打开聊天", close: "关闭聊天", title: "在线客服", more: "更多",
    greeting: "您好！请直接提问，也可以随时转人工。", you: "您", bot: "智能助手",
    agent: "客服团队", system: "提示", log: "对话", write: "输入您的问题",
    send: "发送", person: "转人工", back: "返回机器人", rate: "评价本次对话",
    save: "保存为文本", ready: "通常即时回复", connecting: "正在连接…",
    offline: "连接已断开。消息已保存，恢复后自动发送。",
    refused: "此页面不能使用在线客服，其地址不在允许的列表中：",
    identity: "请重新登录后继续本次对话。", restart: "开始新对话", retry: "重试", again: "重新发送",
    discard: "删除", sending: "发送中…", sent: "已发送", unsent: "尚未发送", failed: "未发送",
    tooLong: "内容过长", badText: "含有无法发送的字符",
    forgets: "此浏览器无法保存内容，离开页面后对话将结束。", earlier: "更早的消息",
    newMessages: "有新消息", up: "有帮助", down: "没有帮助",
    sources: "来源", waiting: "正在等待人工客服", place: "排在第 {n} 位",
    joined: "人工客服为您服务", closed: "对话已结束，继续输入即可恢复。",
    ticket: "工单", leave: "给客服留言",
    leaveAsk: "请描述您的问题。您会得到一个工单号，客服会跟进处理。",
    tickets: "我的工单", noTickets: "还没有工单。", done: "关闭",
    states: { new: "已提交", open: "处理中", pending: "等待您的回复", solved: "已解决",
      closed: "已关闭" },
    typing: "正在输入", removed: "此消息已被删除。", rateAsk: "您对本次服务满意吗？",
    rateOf: "{n} 分，满分 5 分", comment: "还有什么想说的？", skip: "以后再说",
    left: "超出 {n} 字节",
  },
};

/** @param {string | undefined} wish @returns {"en" | "zh"} */
function language(wish) {
  const tags = wish === "en" || wish === "zh"
    ? [wish] : [document.documentElement.lang, ...(navigator.languages ?? [])];
  for (const tag of tags) {
    const primary = tag.toLowerCase().split(/[-_]/)[0];
    if (primary === "en" || primary === "zh") return primary;
  }
  return "en";
}
