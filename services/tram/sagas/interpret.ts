import type { SagaDefinition } from './definition.ts';
import { Course } from './course.ts';
import type { SagaInstance } from './instance.ts';
import type { SagaEvent, Surroundings, Transition } from './transition.ts';

/**
 * What a saga does next. Pure: instance and todo follow from definition, instance, event and surroundings. Local work is
 * done by the caller, who then tells of it with the next event. What is not awaited, late, double or after the end,
 * changes nothing.
 */
export function interpret<Data>(
  definition: SagaDefinition<Data>,
  instance: SagaInstance<Data>,
  event: SagaEvent<Data>,
  surroundings: Surroundings,
): Transition<Data> {
  const course = new Course(definition, instance, surroundings);
  if (instance.end === undefined) take(course, event);
  return course.transition();
}

function take<Data>(course: Course<Data>, event: SagaEvent<Data>): void {
  switch (event.kind) {
    case 'started':
      return course.enter(0);
    case 'reply':
      return course.replied(event.request, event.type, event.payload);
    case 'worked':
      return course.succeeded(event.step, event.data);
    case 'refused':
      return course.refused(event.step);
    case 'time':
      return course.lookAtTheClock();
  }
}
