package dev.sluice.execution;

/** What becomes of the rows of the tasks of one stage. Tasks run in parallel, each through an end of its own. */
interface StageEnd {
    /** The end of task {@code index}, called on its thread. */
    TaskEnd open(int index, TaskContext context);

    /** What the end of a task computes of rows before it hands them on, for rows that are tried again; nothing of it is kept. */
    default Output trial(TaskContext context) {
        return batch -> {};
    }

    /** The end of one task. */
    interface TaskEnd extends Output, StageInput.Demand, AutoCloseable {
        /** Called once, when the task has pushed all its rows. */
        void finish();

        /** Gives back what it holds, whether or not it was finished. */
        @Override
        void close();
    }
}
