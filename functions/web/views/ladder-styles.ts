/** The styles of ladders, for wide and narrow screens and for paper. */
export const ladderStyles = `
main.wide { max-width: 76rem; }
main.wide > p, main.wide > section > p, main.wide > ul, main.wide > section > ul, main.wide > dl, main.wide > .levels { max-width: 54rem; }
nav.within, nav.pager { display: flex; flex-wrap: wrap; gap: 0 1.1rem; font-size: .94rem; }
nav.within a, nav.pager a { padding: .35rem 0; }
nav.pager { justify-content: space-between; border-top: 1px solid var(--line); margin-top: 2.5rem; padding-top: .6rem; }
.notice { border: 2px solid var(--open); border-radius: .5rem; padding: .5rem 1rem; }
.card h2 { margin: 0 0 .3rem; font-size: 1.15rem; }
.card h3, .card h4 { font-weight: 600; }
h4 { font-size: 1rem; margin: 1rem 0 .3rem; } h5, h6 { font-size: .94rem; margin: .9rem 0 .2rem; }
.chip { display: inline-block; border: 1px solid var(--soft); color: var(--soft); border-radius: 1rem; padding: 0 .6rem; margin-left: .5rem; font-size: .85rem; font-weight: 400; white-space: nowrap; }
p > .chip:first-child { margin-left: 0; }
.chip.own { border-color: var(--accent); color: var(--accent); font-weight: 600; }
.origin { font-size: .8rem; font-weight: 400; color: var(--soft); white-space: nowrap; padding: 0 .35rem; border-radius: .25rem; border: 1px solid var(--line); }
.origin.ours { border: 1px dashed var(--open); color: var(--open); }
.hint { display: block; font-size: .8rem; font-weight: 400; color: var(--soft); }
caption { text-align: left; color: var(--soft); font-size: .94rem; padding: 0 0 .4rem; }
.levels, .stages { list-style: none; padding: 0; }
.levels > li { border-left: .25rem solid var(--accent); padding: .1rem 0 .1rem .9rem; margin: .8rem 0; }
.levels > li.faint { border-left-color: var(--line); }
.levels > li > a { font-weight: 600; }
.levels p { margin: .1rem 0 0; }
.stages { counter-reset: stage; }
.stages > li { counter-increment: stage; position: relative; padding: 0 0 .6rem 2.6rem; margin: 0; }
.stages > li::before { content: counter(stage); position: absolute; left: 0; top: 0; width: 1.8rem; height: 1.8rem; border-radius: 50%; background: var(--accent); color: var(--on-accent); text-align: center; line-height: 1.8rem; font-weight: 600; }
.stages > li:not(:last-child)::after { content: ""; position: absolute; left: .9rem; top: 1.8rem; bottom: 0; border-left: 2px solid var(--line); }
.stages h3, .stages h5 { margin: 0 0 .2rem; line-height: 1.8rem; font-size: 1rem; }
.matrix table { width: auto; min-width: 100%; }
.matrix th.step, .matrix td.step { text-align: center; padding: .35rem .5rem; min-width: 3rem; }
.matrix td.step { border: 2px solid var(--paper); font-weight: 600; }
.matrix th.bar, .matrix td.bar { border-left: 3px solid var(--accent); border-right: 3px solid var(--accent); }
.matrix tbody:last-child tr:last-child td.bar { border-bottom: 3px solid var(--accent); }
.matrix th.bar { border-top: 3px solid var(--accent); }
.matrix td.number, .matrix th.number { padding-right: 1rem; }
.tint-1 { background: color-mix(in srgb, var(--accent) 6%, var(--paper)); }
.tint-2 { background: color-mix(in srgb, var(--accent) 14%, var(--paper)); }
.tint-3 { background: color-mix(in srgb, var(--accent) 23%, var(--paper)); }
.tint-4 { background: color-mix(in srgb, var(--accent) 33%, var(--paper)); }
.tint-5 { background: color-mix(in srgb, var(--accent) 44%, var(--paper)); }
.step blockquote, blockquote { margin: .4rem 0; padding: 0 0 0 1rem; border-left: .25rem solid var(--line); font-size: 1.1rem; font-style: italic; }
.scene { background: var(--tint); border-radius: .5rem; padding: .6rem 1rem; }
section.step { border-top: 1px solid var(--line); margin-top: 2rem; max-width: 54rem; }
section.step > :first-child { margin-top: 1rem; }
table.stack { table-layout: fixed; } table.stack + table.stack { margin-top: 1.8rem; }
table.stack td { font-size: .94rem; } table.stack th:first-child { width: 9rem; }
table.stack.coverage th:first-child { width: 12rem; }
table.stack tbody th { font-weight: 600; }
table.stack td.expected { background: var(--tint); padding-left: .5rem; }
table.stack ul { margin: 0; padding-left: 1.1rem; }
.pair { display: grid; gap: 0 1rem; }
.chooser { display: flex; flex-wrap: wrap; gap: .6rem 1rem; align-items: end; }
.chooser label { display: grid; gap: .2rem; max-width: 100%; }
select { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--soft); border-radius: .35rem; padding: .45rem .6rem; max-width: 100%; }
.steps.described { flex-direction: column; gap: .3rem; }
.steps.described label { align-items: start; padding: .3rem 0; }
.steps.described input { margin-top: .2rem; }
.steps.described .text { display: block; color: var(--soft); }
:target { scroll-margin-top: 1rem; }
tr:target > th, li:target, section:target > :first-child, h2:target, h3:target { background: color-mix(in srgb, var(--open) 18%, var(--paper)); }
@media (min-width: 45rem) { .pair { grid-template-columns: 1fr 1fr; } }
@media screen and (max-width: 45rem) {
  table.stack, table.stack caption:not(.unseen), table.stack tbody, table.stack tr, table.stack tbody th, table.stack td { display: block; width: auto; }
  table.stack thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table.stack tbody th { border: 0; padding: 1rem 0 .2rem; } table.stack th:first-child, table.stack.coverage th:first-child { width: auto; }
  table.stack td { padding: .4rem .6rem; } table.stack td:empty { display: none; }
  table.stack td::before { content: attr(data-label); display: block; font-weight: 600; color: var(--soft); font-size: .85rem; }
  .matrix table { font-size: .9rem; } .matrix th, .matrix td { padding-right: .3rem; } .matrix td.number, .matrix th.number { padding-right: .4rem; }
  .matrix th.step, .matrix td.step { min-width: 2rem; padding: .3rem .2rem; }
  .chooser label, .chooser select { width: 100%; }
  dl { grid-template-columns: minmax(0, 1fr); gap: 0; } dl dd { margin-bottom: .5rem; }
}
@media print {
  :root { color-scheme: light; --ink: #000; --soft: #333; --paper: #fff; --tint: #f3f6f9; --line: #999; --accent: #0a56a0; --on-accent: #fff; --open: #5c3800; }
  header, nav, nav.within, nav.pager, .skip, .screen, form, .notice a { display: none; }
  html { font-size: 10pt; }
  main, main.wide { max-width: none; padding: 0; }
  a { color: inherit; text-decoration: none; }
  .sheet { break-before: page; } .sheet > h2 + .sheet { break-before: auto; }
  .scroll { overflow: visible; } .matrix, .card, tr, .stages > li { break-inside: avoid; }
  h2, h3, h4, h5 { break-after: avoid; }
  td, .origin, .chip, .stages > li::before { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  table.stack td { font-size: 8.5pt; padding-right: .4rem; } table.stack th:first-child { width: 6.5rem; }
  td::before { content: none; }
}
`;
