package dev.sluice.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One option as its owner declares it: key, type, default, bounds and the sentence that becomes its manual entry.
 *
 * <pre>{@code
 * static final ConfigOption<Integer> MAX_FILES = ConfigOption.integer("maxFilesPerTrigger").atLeast(1)
 *         .doc("How many new files one micro-batch takes at most.");
 * }</pre>
 *
 * Immutable; each refinement is a new instance. Keys are compared without case.
 *
 * @param <T> the type of the parsed value
 */
public final class ConfigOption<T> {
    private static final String TEXT = "text";
    private static final String ANY = "*";

    private final String key;
    private final String typeName;
    private final Function<String, T> parser;
    private final @Nullable T defaultValue;
    private final boolean required;
    private final String doc;
    private final List<Bound<T>> bounds;

    private record Bound<T>(String text, Predicate<T> holds) {}

    private ConfigOption(
            String key,
            String typeName,
            Function<String, T> parser,
            @Nullable T defaultValue,
            boolean required,
            String doc,
            List<Bound<T>> bounds) {
        this.key = requireNonNull(key, "key");
        this.typeName = typeName;
        this.parser = parser;
        this.defaultValue = defaultValue;
        this.required = required;
        this.doc = doc;
        this.bounds = List.copyOf(bounds);
    }

    private static <T> ConfigOption<T> of(String key, String typeName, Function<String, T> parser) {
        return new ConfigOption<>(key, typeName, parser, null, false, "", List.of());
    }

    public static ConfigOption<String> string(String key) {
        return of(key, TEXT, text -> text);
    }

    public static ConfigOption<Boolean> bool(String key) {
        return of(key, "true or false", ConfigOption::parseBoolean);
    }

    public static ConfigOption<Integer> integer(String key) {
        return of(key, "whole number", text -> Integer.valueOf(text.trim()));
    }

    public static ConfigOption<Long> longInteger(String key) {
        return of(key, "whole number", text -> Long.valueOf(text.trim()));
    }

    public static ConfigOption<Double> decimal(String key) {
        return of(key, "number", text -> Double.valueOf(text.trim()));
    }

    /** A duration such as {@code 10s}, {@code 5m} or a bare number of milliseconds: semantics 5.9, second grammar. */
    public static ConfigOption<Duration> duration(String key) {
        return of(key, "duration such as 0, 500ms, 10s, 5m, 2h, 7d", ConfigOption::parseDuration);
    }

    private static Duration parseDuration(String text) {
        Duration duration = Durations.parseSuffixed(text);
        if (duration.isNegative()) {
            throw new IllegalArgumentException("negative: " + text);
        }
        return duration;
    }

    /** A count of bytes such as {@code 4096}, {@code 64k}, {@code 32m} or {@code 1g}. */
    public static ConfigOption<Long> bytes(String key) {
        return of(key, "size in bytes such as 4096, 64k, 32m, 1g", ConfigOption::parseBytes);
    }

    /** An amount of heap: a count of bytes such as {@code 512m}, or a part of the heap such as {@code 0.5}. */
    public static ConfigOption<HeapAmount> heapAmount(String key) {
        return of(
                key, "size in bytes such as 512m or 2g, or a part of the heap such as 0.5", ConfigOption::parseAmount);
    }

    /** One constant of an enum, its name compared without case. */
    public static <E extends Enum<E>> ConfigOption<E> choice(String key, Class<E> type) {
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            names.add(constant.name().toLowerCase(Locale.ROOT));
        }
        return of(
                key,
                "one of " + String.join(", ", names),
                text -> Enum.valueOf(type, text.trim().toUpperCase(Locale.ROOT)));
    }

    /**
     * Every key that begins with {@code prefix}, each a text: options that are passed on to a library with names of its own.
     * Listed as {@code prefix*}; which of them there are, its owner checks ({@link Options#family}).
     */
    public static ConfigOption<String> family(String prefix) {
        return of(prefix + ANY, TEXT, text -> text);
    }

    /** Whether this is a {@link #family} that {@code otherKey} belongs to. */
    boolean covers(String otherKey) {
        return key.endsWith(ANY) && otherKey.regionMatches(true, 0, key, 0, key.length() - ANY.length());
    }

    /** What of {@code otherKey} follows the prefix of this family. */
    String within(String otherKey) {
        return otherKey.substring(key.length() - ANY.length());
    }

    public ConfigOption<T> defaultsTo(T value) {
        return new ConfigOption<>(key, typeName, parser, value, false, doc, bounds);
    }

    public ConfigOption<T> required() {
        return new ConfigOption<>(key, typeName, parser, null, true, doc, bounds);
    }

    public ConfigOption<T> doc(String sentence) {
        return new ConfigOption<>(key, typeName, parser, defaultValue, required, sentence, bounds);
    }

    /** Refuses values for which {@code holds} is false; {@code text} completes "expected ...". */
    public ConfigOption<T> where(String text, Predicate<T> holds) {
        List<Bound<T>> longer = new ArrayList<>(bounds);
        longer.add(new Bound<>(text, holds));
        return new ConfigOption<>(key, typeName, parser, defaultValue, required, doc, longer);
    }

    public String key() {
        return key;
    }

    public String typeName() {
        return typeName;
    }

    public @Nullable T defaultValue() {
        return defaultValue;
    }

    /** The default as a user would write it, null where there is none. */
    public @Nullable String defaultText() {
        T value = defaultValue;
        return switch (value) {
            case null -> null;
            case Duration duration -> duration.toMillis() + "ms";
            case Enum<?> constant -> constant.name().toLowerCase(Locale.ROOT);
            default -> value.toString();
        };
    }

    public boolean isRequired() {
        return required;
    }

    public String doc() {
        return doc;
    }

    /**
     * What a value has to be, for error texts and the reference page: the type, then every bound. Bounds of a text say all
     * there is to say.
     */
    public String expectation() {
        List<String> parts = new ArrayList<>();
        if (bounds.isEmpty() || !typeName.equals(TEXT)) {
            parts.add(typeName);
        }
        bounds.forEach(bound -> parts.add(bound.text()));
        return String.join(", ", parts);
    }

    /**
     * The value that {@code text} stands for.
     *
     * @throws IllegalArgumentException if it is not of the type or breaks a bound; the message says what was expected
     */
    public T parse(String text) {
        T value;
        try {
            value = parser.apply(text);
        } catch (RuntimeException unreadable) {
            throw new IllegalArgumentException(expectation(), unreadable);
        }
        for (Bound<T> bound : bounds) {
            if (!bound.holds().test(value)) {
                throw new IllegalArgumentException(expectation());
            }
        }
        return value;
    }

    @Override
    public String toString() {
        return key;
    }

    /** {@code option.where("at least 1", v -> v >= 1)}, said shorter for whole numbers. */
    public static <N extends Number> ConfigOption<N> atLeast(ConfigOption<N> option, long smallest) {
        return option.where("at least " + smallest, value -> value.longValue() >= smallest);
    }

    private static Boolean parseBoolean(String text) {
        return switch (text.trim().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException(text);
        };
    }

    private static HeapAmount parseAmount(String text) {
        return text.contains(".")
                ? new HeapAmount.Fraction(Double.parseDouble(text.trim()))
                : new HeapAmount.Bytes(parseBytes(text));
    }

    private static Long parseBytes(String text) {
        String trimmed = text.trim().toLowerCase(Locale.ROOT);
        if (trimmed.endsWith("b") && trimmed.length() > 1) {
            trimmed = trimmed.substring(0, trimmed.length() - 1);
        }
        int shift = switch (trimmed.charAt(trimmed.length() - 1)) {
            case 'k' -> 10;
            case 'm' -> 20;
            case 'g' -> 30;
            case 't' -> 40;
            default -> 0;
        };
        String digits = shift == 0 ? trimmed : trimmed.substring(0, trimmed.length() - 1);
        return Math.multiplyExact(Long.parseLong(digits.trim()), 1L << shift);
    }
}
