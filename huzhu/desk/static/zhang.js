// Words that Fava writes itself and does not look up, shown in Chinese; and a journal that shows its amounts.
"use strict";

const WORDS = {
  Assets: "资产", Liabilities: "负债", Equity: "净资产", Income: "收入", Expenses: "费用",
  Earnings: "结余", Current: "本期", Previous: "上期",
  Transaction: "收支", Balance: "余额核对", Note: "备注", Document: "单据", Custom: "登记事项",
  account: "科目", date: "日期", payee: "对方", narration: "摘要", position: "金额", balance: "余额",
  units: "数额", cost: "成本", price: "价格", book_value: "账面价值", market_value: "市价",
  unrealized_profit_pct: "未实现损益%", acquisition_date: "取得日期",
};

if (!localStorage.getItem("fava-journal-show")) {
  localStorage.setItem("fava-journal-show", JSON.stringify([
    "balance", "budget", "cleared", "custom", "discovered", "document", "note", "other", "pending",
    "postings", "transaction",
  ]));
}

function translate(node) {
  const words = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  for (let text = words.nextNode(); text; text = words.nextNode()) {
    const word = WORDS[text.nodeValue.trim()];
    if (word && text.parentElement.closest("article button, article th, article a.account")) {
      text.nodeValue = word;
    }
  }
}

new MutationObserver((changes) => {
  for (const change of changes) {
    translate(change.type === "characterData" ? change.target.parentNode ?? change.target : change.target);
  }
}).observe(document.documentElement, { childList: true, characterData: true, subtree: true });
