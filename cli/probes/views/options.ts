export interface ViewsProbeOptions {
  readonly database: string;
  readonly url: string;
  readonly collections: readonly string[];
}
