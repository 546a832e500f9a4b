import { csvLine } from './csv.js';

describe('a line of comma-separated values', () => {
  it.each<[string, (string | number | null)[], string]>([
    ['plain cells', ['a', 1, null, ''], 'a,1,,\r\n'],
    ['commas, quotes and line ends', ['a,b', 'say "x"', 'one\ntwo'], '"a,b","say ""x""","one\ntwo"\r\n'],
    ['spaces at the ends', [' a'], '" a"\r\n'],
    ['formulas', ['=1+1', '+44', '-2', '@SUM(A1)', '\t=1'], "'=1+1,'+44,'-2,'@SUM(A1),'\t=1\r\n"],
    ['formulas in full-width signs', ['＝1+1'], "'＝1+1\r\n"],
    ['figures that are numbers', [-2], '-2\r\n'],
  ])('%s', (_, cells, expected) => {
    expect(csvLine(cells)).toBe(expected);
  });
});
