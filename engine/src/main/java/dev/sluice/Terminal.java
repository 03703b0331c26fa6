package dev.sluice;

import dev.sluice.streaming.progress.LiveLine;
import java.io.Console;
import java.lang.reflect.InvocationTargetException;
import org.jspecify.annotations.Nullable;

/** Whether a person sees what the process prints. */
final class Terminal {
    private Terminal() {}

    /** Where to show how queries get on; null if nobody looks. */
    @SuppressWarnings("SystemConsoleNull") // Null on Java 21, and on later ones by what isTerminal says.
    static @Nullable LiveLine liveLine() {
        Console console = System.console();
        return console != null && isTerminal(console) && !"dumb".equals(System.getenv("TERM"))
                ? new LiveLine(System.err)
                : null;
    }

    /** Since Java 22 there may be a console without a terminal, and a method that tells. */
    private static boolean isTerminal(Console console) {
        try {
            return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
        } catch (NoSuchMethodException olderJava) {
            return true;
        } catch (IllegalAccessException | InvocationTargetException unknown) {
            return false;
        }
    }
}
