package dev.sluice.cases;

import dev.sluice.Session;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A case with settings of its own, which are taken back after it. */
abstract class ConfiguredCase<S extends ConfiguredCase<S>> implements Case {
    private final String name;
    private final Map<String, String> settings = new LinkedHashMap<>();

    ConfiguredCase(String name) {
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    /** Sets a key of the session for this case. */
    @SuppressWarnings("unchecked") // S is the class itself
    public final S conf(String key, String value) {
        settings.put(key, value);
        return (S) this;
    }

    @Override
    public final void answer(Session session, Path folder, Answer answer) throws Exception {
        configure(session);
        try {
            answerConfigured(session, folder, answer);
        } finally {
            settings.keySet().forEach(session.conf()::unset);
        }
    }

    final void configure(Session session) {
        settings.forEach(session.conf()::set);
    }

    abstract void answerConfigured(Session session, Path folder, Answer answer) throws Exception;
}
