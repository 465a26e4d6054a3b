import type { Task } from './row.js';

/** Tasks that come after something: a rest between two parts, a failed request, an unknown outcome. */
export interface TaskQueue {
  add(tasks: readonly Task[], readyAt: number): void;
  /** Up to `most` tasks whose time has come, oldest first, all of them first posts or all of them repetitions. */
  take(most: number, now: number, again?: boolean): Task[];
  /** When the next one is ready; undefined when there is none. */
  readonly nextAt: number | undefined;
  readonly size: number;
}

/** An empty queue. */
export function createTaskQueue(): TaskQueue {
  // Sorted by time; new ones nearly always belong at the end.
  let groups: { tasks: readonly Task[]; readyAt: number }[] = [];
  let size = 0;
  return {
    add(tasks, readyAt) {
      if (tasks.length === 0) return;
      let at = groups.length;
      while (at > 0 && (groups[at - 1]?.readyAt ?? 0) > readyAt) at--;
      groups.splice(at, 0, { tasks, readyAt });
      size += tasks.length;
    },
    take(most, now, again) {
      const taken: Task[] = [];
      const left: typeof groups = [];
      let kind = again;
      for (const group of groups) {
        if (group.readyAt > now || taken.length >= most) {
          left.push(group);
          continue;
        }
        const rest: Task[] = [];
        for (const task of group.tasks) {
          kind ??= task.again > 0;
          if (taken.length < most && task.again > 0 === kind) taken.push(task);
          else rest.push(task);
        }
        if (rest.length > 0) left.push({ tasks: rest, readyAt: group.readyAt });
      }
      groups = left;
      size -= taken.length;
      return taken;
    },
    get nextAt() {
      return groups[0]?.readyAt;
    },
    get size() {
      return size;
    },
  };
}
