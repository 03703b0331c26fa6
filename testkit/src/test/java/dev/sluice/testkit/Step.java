package dev.sluice.testkit;

import dev.sluice.seam.CheckpointFs;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** The steps of a batch (fault model, section 2), each known by what it does to files. */
enum Step {
    S0("link .*/checkpoint/owner/[0-9]+"),
    S1("list .*/input"),
    S2("link .*/checkpoint/sources/0/.*"),
    S3("link .*/checkpoint/offsets/[0-9]+"),
    S4("create .*/output/_spark_metadata/\\.staging/.*"),
    S5("link .*/checkpoint/state/0/.*\\.delta"),
    S6("syncDirectory .*/output/_spark_metadata/\\.staging"),
    S7("link .*/output/_spark_metadata/[0-9]+(\\.compact)?"),
    S8("link .*/checkpoint/commits/[0-9]+"),
    /** The first operation after the commit. */
    S9("syncDirectory .*/checkpoint/commits"),
    S10("(rename|link) .*/archive/.*"),
    S11("delete .*/checkpoint/(offsets|commits)/[0-9]+");

    private final Pattern operation;

    Step(String operation) {
        this.operation = Pattern.compile(operation);
    }

    /** A file system that ends the process by SIGKILL before it takes this step for the so-many-th time. */
    CheckpointFs endsProcess(CheckpointFs files, int time) {
        AtomicInteger times = new AtomicInteger();
        return (CheckpointFs) Proxy.newProxyInstance(
                Step.class.getClassLoader(), new Class<?>[] {CheckpointFs.class}, (proxy, method, arguments) -> {
                    if (arguments != null && arguments[arguments.length - 1] instanceof Path path) {
                        String call = method.getName() + " " + path;
                        if (operation.matcher(call).matches() && times.incrementAndGet() == time) {
                            kill();
                        }
                    }
                    try {
                        return method.invoke(files, arguments);
                    } catch (InvocationTargetException failed) {
                        throw Objects.requireNonNull(failed.getCause(), "cause");
                    }
                });
    }

    private static void kill() throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-9", Long.toString(ProcessHandle.current().pid()))
                .start()
                .waitFor();
        while (true) {
            // The signal is on its way.
            Thread.onSpinWait();
        }
    }
}
