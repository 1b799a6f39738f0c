/** Each with what the name of its file ends in. To know them loads none of them. */
export const endings = {
  mermaid: 'mmd',
  svg: 'svg',
  html: 'html',
  text: 'txt',
  otlp: 'json',
  junit: 'xml',
  csv: 'csv',
} as const;

export type ExportFormat = keyof typeof endings;

export const exportFormats = Object.keys(endings) as ExportFormat[];
