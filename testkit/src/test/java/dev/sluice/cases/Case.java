package dev.sluice.cases;

import dev.sluice.Session;
import java.nio.file.Path;

/** Something both engines are asked. */
interface Case {
    /** Unique within its group; part of a file name. */
    String name();

    /**
     * Asks the engine and writes down what it says, errors of the engine included.
     *
     * @param folder empty, for this run of this case alone
     */
    void answer(Session session, Path folder, Answer answer) throws Exception;
}
