// Words that Fava writes itself and does not look up, shown in Chinese; and a journal that shows its amounts.
"use strict";

const WORDS = {
  Assets: "资产", Liabilities: "负债", Equity: "净资产", Income: "收入", Expenses: "费用",
  Earnings: "结余", Current: "本期", Previous: "上期",
  Transaction: "收支", Balance: "余额核对", Note: "备注", Document: "单据", Custom: "登记事项",
  Open: "开户", Close: "销户", Commodity: "币种与物资", Event: "事件", Pad: "补平", Price: "价格", Query: "查询",
  account: "科目", date: "日期", payee: "对方", narration: "摘要", position: "金额", balance: "余额",
  units: "数额", cost: "成本", price: "价格", book_value: "账面价值", market_value: "市价", count: "数量", number: "数额",
  currency: "币种", type: "类别", id: "编号", year: "年", month: "月", day: "日", flag: "标记", filename: "文件", lineno: "行",
  description: "说明", links: "编号", tags: "标签",
  unrealized_profit_pct: "未实现损益%", acquisition_date: "取得日期", True: "是", False: "否", F: "标记", CNY: "元",
};
// The keys under an entry, where its notes are shown.
const KEYS = {
  seq: "序号", at: "记录时间", key: "防重复号", prev: "上一笔校验码", event: "事项", voucher: "凭证号", method: "付款方式",
  "recorded-by": "记账", "approved-by": "审批", "paid-by": "付款", channel: "来源渠道", receipt: "捐赠票据", publish: "同意公开",
  "budget-line": "预算科目", "document-no": "文号", resolution: "决议", society: "互助社", reverses: "冲销凭证", source: "账单来源",
  sheet: "公示表校验", place: "张贴地点", objections: "异议", digest: "封存校验", reason: "原因", by: "经办", to: "报送", ceiling: "上限",
  custodian: "保管人", counted: "盘点数", witness: "见证人", label: "称呼", person: "代号", household: "户代号", category: "类别",
  matter: "事由", relief: "救助方式", found: "发现方式", decision: "意见", amount: "金额", stages: "分期", name: "姓名", post: "职务",
  account: "账户", way: "收付", payer: "对方", words: "摘要", clause: "依据", what: "内容", may: "可以", sha256: "文件校验",
  "filed-as": "材料", hamlet: "村民组", kind: "种类", until: "截至", from: "起", uses: "用途", restriction: "限定", due: "期限", letter: "函号",
  policy: "政策", township: "乡镇", village: "村", uscc: "统一代码", papers: "材料", paper: "账单", rows: "行数", opening: "期初", closing: "期末",
};
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const monthOf = (word) => MONTHS.indexOf(word.slice(0, 3)) + 1;
const MONTH = "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*";
const plain = (number) => String(Number(number.toFixed(2)));

// What has figures in it: a pattern of the whole text, and how it is said.
const PATTERNS = [
  [new RegExp(`^${MONTH} (\\d{4})$`), (_, month, year) => `${year}年${monthOf(month)}月`],
  [new RegExp(`^${MONTH} (\\d{1,2})$`), (_, month, day) => `${monthOf(month)}月${Number(day)}日`],
  [new RegExp(`^${MONTH}$`), (_, month) => `${monthOf(month)}月`],
  [/^(?:Sun|Mon|Tue|Wed|Thu|Fri|Sat) (\d{1,2})$/, (_, day) => `${Number(day)}日`],
  [/^(\d{4})-?Q(\d)$/, (_, year, quarter) => `${year}年${quarter}季度`],
  [/^Q(\d)[ -]?(\d{4})$/, (_, quarter, year) => `${year}年${quarter}季度`],
  [/^(\d{4})-?W(\d{1,2})$/, (_, year, week) => `${year}年第${Number(week)}周`],
  [/^(.*\d) CNY$/s, (_, number) => `${number} 元`],
  [/^([-−]?[\d.,]+)k$/, (_, number) => {
    const yuan = Number(number.replace("−", "-").replaceAll(",", "")) * 1000;
    return Math.abs(yuan) >= 10000 ? `${plain(yuan / 10000)}万` : plain(yuan);
  }],
  [/^([-−]?[\d.,]+)M$/, (_, number) => `${plain(Number(number.replace("−", "-").replaceAll(",", "")) * 100)}万`],
  [/^([-−]?[\d.,]+)m$/, (_, number) => plain(Number(number.replace("−", "-").replaceAll(",", "")) / 1000)],
  [/^\(Last entry: ?$/, () => "（最近一笔："],
  [/^(\s*)(?:Assets|Liabilities|Equity|Income|Expenses):(\d.*)$/s, (_, before, rest) => before + rest],
];

if (!localStorage.getItem("fava-journal-show")) {
  localStorage.setItem("fava-journal-show", JSON.stringify([
    "balance", "budget", "cleared", "custom", "discovered", "document", "note", "other", "pending",
    "postings", "transaction",
  ]));
}

// Where people type, and where a text is quoted as it stands, nothing is reworded.
const AS_IT_IS = ".cm-editor, textarea, input, select, script, style, code, pre:not(.message)";

function said(text) {
  const word = text.trim();
  if (!word) return undefined;
  if (Object.hasOwn(WORDS, word)) return text.replace(word, WORDS[word]);
  for (const [pattern, say] of PATTERNS) {
    if (pattern.test(word)) return word.replace(pattern, say);
  }
  return undefined;
}

function isPeoples(place) {
  return place.closest(".payee, .narration, .description:not(:has(a)), td.pre") !== null;
}

function reword(text) {
  const place = text.parentElement;
  if (!place || place.closest(AS_IT_IS) || isPeoples(place)) return;
  if (place.closest("dl.metadata, .metadata") && place.tagName === "DT") {
    const key = text.nodeValue.trim().replace(/:$/, "");
    if (Object.hasOwn(KEYS, key)) text.nodeValue = `${KEYS[key]}：`;
    return;
  }
  const better = said(text.nodeValue);
  if (better !== undefined && better !== text.nodeValue) text.nodeValue = better;
}

function translate(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    reword(node);
    return;
  }
  const words = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
  for (let text = words.nextNode(); text; text = words.nextNode()) reword(text);
}

new MutationObserver((changes) => {
  for (const change of changes) {
    if (change.type === "characterData") translate(change.target);
    else change.addedNodes.forEach(translate);
  }
}).observe(document.documentElement, { childList: true, characterData: true, subtree: true });
