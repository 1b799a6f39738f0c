import type { Model } from '../model/model.ts';
import { sagaViews } from '../model/sagas/saga-view.ts';
import type { SagaReport } from './report.ts';

/** The sagas whose steps the system file names, as they are now. */
export function sagaReports(model: Model, correlations: readonly string[]): SagaReport[] {
  return sagaViews(model, correlations).flatMap(({ saga, instance, state, terminal, progress }) =>
    progress === undefined ? [] : [{ saga, instance, state, terminal, ...progress }],
  );
}
