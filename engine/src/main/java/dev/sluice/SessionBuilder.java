package dev.sluice;

import dev.sluice.seam.CheckpointFs;
import dev.sluice.seam.Clock;
import dev.sluice.seam.Exec;
import dev.sluice.seam.FirstUses;
import dev.sluice.seam.Ids;
import dev.sluice.seam.LocalFs;
import dev.sluice.seam.SystemClock;
import dev.sluice.seam.SystemExec;
import dev.sluice.seam.SystemIds;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Makes a {@link Session}: {@code Session.builder().appName("weather").getOrCreate()}. */
public final class SessionBuilder {
    private final Map<String, String> settings = new LinkedHashMap<>();
    private @Nullable Seams seams;

    SessionBuilder() {}

    /** All that touches time, disk, threads or chance. */
    record Seams(Clock clock, CheckpointFs files, Exec exec, Ids ids) {
        static Seams ofTheMachine() {
            FirstUses.begin();
            return new Seams(new SystemClock(), LocalFs.strict(), new SystemExec(), new SystemIds());
        }
    }

    public SessionBuilder appName(String name) {
        return config(ConfKeys.APPLICATION_NAME.key(), name);
    }

    /** Accepted for programs written for Spark; everything runs in this process. */
    public SessionBuilder master(String master) {
        LoggerFactory.getLogger(Session.class)
                .info("master(\"{}\") has no effect: everything runs in this process.", master);
        return this;
    }

    public SessionBuilder config(String key, String value) {
        settings.put(
                Given.value(key, "the key of a setting"),
                Given.value(value, "the value of the setting \"" + key + "\""));
        return this;
    }

    public SessionBuilder config(String key, boolean value) {
        return config(key, String.valueOf(value));
    }

    public SessionBuilder config(String key, long value) {
        return config(key, String.valueOf(value));
    }

    public SessionBuilder config(String key, double value) {
        return config(key, String.valueOf(value));
    }

    public SessionBuilder config(Map<String, String> more) {
        settings.putAll(Given.entries(more, "the settings"));
        return this;
    }

    /** For tests and simulation: time, files, threads and identifiers come from here instead of from the machine. */
    public SessionBuilder seams(Clock clock, CheckpointFs files, Exec exec, Ids ids) {
        seams = new Seams(clock, files, exec, ids);
        return this;
    }

    /**
     * The session of this process, made if there is none or if it was stopped; the settings of this builder are set on
     * it. With {@link #seams} it is always a new one.
     */
    public Session getOrCreate() {
        return seams == null ? Session.shared(this) : create();
    }

    /** A new session beside any other. */
    public Session create() {
        Session session =
                seams == null ? new Session(Seams.ofTheMachine(), Terminal.liveLine()) : new Session(seams, null);
        try {
            applyTo(session);
        } catch (RuntimeException refused) {
            session.close();
            throw refused;
        }
        return session;
    }

    void applyTo(Session session) {
        settings.forEach(session.conf()::set);
    }
}
