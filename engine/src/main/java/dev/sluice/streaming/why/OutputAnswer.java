package dev.sluice.streaming.why;

import dev.sluice.streaming.watermark.WatermarkPolicy;
import dev.sluice.streaming.why.QueryFacts.LimitFacts;
import dev.sluice.streaming.why.QueryFacts.NodeFacts;
import dev.sluice.streaming.why.QueryFacts.OperatorFacts;
import dev.sluice.streaming.why.QueryFacts.SourceFacts;
import dev.sluice.streaming.why.QueryFacts.StepFacts;
import dev.sluice.streaming.why.QueryFacts.WatermarkFacts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to "why is there no output?": a sentence for what the query did, for each source, for each step that let no row
 * pass, for the watermark and for each operator that keeps state. Event times are in UTC.
 */
public final class OutputAnswer {
    private static final long MICROS_PER_MILLI = 1_000;

    private final QueryFacts facts;
    private final long nowMillis;

    private OutputAnswer(QueryFacts facts, long nowMillis) {
        this.facts = facts;
        this.nowMillis = nowMillis;
    }

    /**
     * What of it the checkpoint of a query can tell: its watermark and its state.
     *
     * @param batchMillis the time of its last batch
     */
    public static List<String> ofState(
            @Nullable WatermarkFacts watermark, List<OperatorFacts> operators, long batchMillis) {
        List<String> sentences = new ArrayList<>();
        new OutputAnswer(new QueryFacts(0, 0, 0, null, List.of(), List.of(), watermark, operators), batchMillis)
                .addState(sentences);
        return sentences;
    }

    /** Sentences, the most general first. */
    public static List<String> sentences(QueryFacts facts, long nowMillis) {
        return new OutputAnswer(facts, nowMillis).sentences();
    }

    private List<String> sentences() {
        List<String> sentences = new ArrayList<>();
        sentences.add(run());
        for (int index = 0; index < facts.sources().size(); index++) {
            sentences.add(source(index, facts.sources().get(index)));
        }
        facts.steps().stream()
                .filter(step -> step.rowsIn() > 0 && step.rowsOut() == 0)
                .forEach(step -> sentences.add(step(step)));
        addState(sentences);
        return sentences;
    }

    private void addState(List<String> sentences) {
        WatermarkFacts watermark = facts.watermark();
        if (watermark != null) {
            sentences.add(watermark(watermark));
        }
        facts.operators().forEach(operator -> sentences.add(operator(operator)));
    }

    private String run() {
        if (facts.batches() == 0) {
            return "No batch has run since the start " + ago(facts.startedMillis()) + ".";
        }
        Long last = facts.lastOutputMillis();
        String output = last == null
                ? "no row was written"
                : count(facts.rowsWritten(), "row was", "rows were") + " written, the last " + ago(last);
        return count(facts.batches(), "batch has", "batches have") + " run since the start "
                + ago(facts.startedMillis()) + "; " + output + ".";
    }

    private String source(int index, SourceFacts source) {
        Long last = source.lastRowsMillis();
        StringBuilder text = new StringBuilder(name(index)).append(" has given ");
        if (last == null) {
            text.append("no row");
        } else {
            text.append(count(source.rows(), "row", "rows"))
                    .append(", the last ")
                    .append(ago(last));
        }
        if (source.malformed() > 0) {
            text.append("; ").append(grouped(source.malformed())).append(" of them could not be parsed");
        }
        WatermarkFacts watermark = facts.watermark();
        if (watermark != null && watermark.nodes().size() > 1) {
            watermark.nodes().stream()
                    .filter(node -> node.sources().equals(List.of(index)))
                    .forEach(node -> text.append(partIn(watermark, node)));
        }
        return text.append('.').toString();
    }

    private String name(int index) {
        return "Source " + index + ", " + facts.sources().get(index).description() + ",";
    }

    /** What a node that a source alone feeds does to the watermark of all. */
    private String partIn(WatermarkFacts watermark, NodeFacts node) {
        Long timeout = node.idleMillis();
        if (node.isIdle(nowMillis) && watermark.policy() == WatermarkPolicy.MIN) {
            return "; it is idle and does not hold the watermark back";
        }
        if (!node.equals(deciding(watermark))) {
            return "";
        }
        return "; it holds the watermark back"
                + (timeout == null ? "" : ", until it has been silent for " + duration(timeout));
    }

    /** The one whose value is the watermark; where all are idle, the furthest. */
    private NodeFacts deciding(WatermarkFacts watermark) {
        Comparator<NodeFacts> byValue = Comparator.comparingLong(OutputAnswer::value);
        return switch (watermark.policy()) {
            case MIN ->
                watermark.nodes().stream()
                        .filter(node -> !node.isIdle(nowMillis))
                        .min(byValue)
                        .or(() -> watermark.nodes().stream().max(byValue))
                        .orElseThrow();
            case MAX -> watermark.nodes().stream().max(byValue).orElseThrow();
        };
    }

    /** A node that has seen nothing stands at the epoch. */
    private static long value(NodeFacts node) {
        Long newest = node.newestMillis();
        return newest == null ? 0 : newest - node.delayMillis();
    }

    private static String step(StepFacts step) {
        return "Of the last rows that were read, " + grouped(step.rowsIn()) + " came to " + step.description()
                + ", which let none pass.";
    }

    private String watermark(WatermarkFacts watermark) {
        NodeFacts node = deciding(watermark);
        Long newest = node.newestMillis();
        String why = newest == null
                ? "no row has come to withWatermark on `" + node.column() + "`"
                : "the newest `" + node.column() + "` is " + time(newest) + ", less " + duration(node.delayMillis());
        if (newest != null && value(node) < watermark.millis()) {
            why += "; it has been further, and never goes back";
        }
        if (watermark.nodes().size() > 1) {
            why += "; of " + watermark.nodes().size() + " watermarks the "
                    + switch (watermark.policy()) {
                        case MIN -> "slowest";
                        case MAX -> "fastest";
                    }
                    + " counts";
            long idle = watermark.nodes().stream()
                    .filter(one -> one.isIdle(nowMillis))
                    .count();
            if (idle > 0 && watermark.policy() == WatermarkPolicy.MIN) {
                why += ", without " + idle + " whose input is idle";
            }
        }
        if (watermark.millis() > nowMillis && watermark.millis() - nowMillis >= watermark.mostAheadMillis()) {
            why += "; it is " + duration(watermark.millis() - nowMillis)
                    + " ahead of the clock, and older rows are late";
        }
        return "The watermark is " + time(watermark.millis()) + ": " + why + ".";
    }

    private String operator(OperatorFacts operator) {
        LimitFacts limit = operator.limit();
        if (limit != null) {
            return "Operator " + operator.name() + ": limit(" + limit.limit() + ") "
                    + (limit.passed() >= limit.limit()
                            ? "is reached: no further rows come."
                            : "has let " + count(limit.passed(), "row", "rows") + " pass.");
        }
        StringBuilder text = new StringBuilder("Operator ").append(operator.name());
        if (!operator.keys().isEmpty()) {
            text.append(" by `").append(String.join("`, `", operator.keys())).append('`');
        }
        text.append(" holds ")
                .append(
                        switch (operator.waiting()) {
                            case NOTHING -> count(operator.held(), "group", "groups");
                            case GROUPS ->
                                count(operator.held(), "group", "groups")
                                        + ", to be written when event time has passed them"
                                        + next(operator, "; the first ends at ", " and is written ");
                            case LONELY_ROWS ->
                                count(operator.held(), "row", "rows")
                                        + "; those without a partner are written when event time has passed them"
                                        + next(operator, "; the first is let go at ", ", and written if it had none, ");
                        });
        if (operator.late() > 0) {
            text.append("; ")
                    .append(count(operator.late(), "row was", "rows were"))
                    .append(" too late and dropped");
        }
        if (operator.duplicates() > 0) {
            text.append("; ")
                    .append(count(operator.duplicates(), "row was a duplicate", "rows were duplicates"))
                    .append(" and dropped");
        }
        return text.append('.').toString();
    }

    /** When what is closed next is closed; nothing if that is not known. */
    private String next(OperatorFacts operator, String ends, String isWritten) {
        WatermarkFacts watermark = facts.watermark();
        if (operator.nextExpiryMicros() == Long.MAX_VALUE || watermark == null) {
            return "";
        }
        // The watermark moves in whole milliseconds.
        String first = ends + time(Math.ceilDiv(operator.nextExpiryMicros(), MICROS_PER_MILLI)) + isWritten;
        if (operator.closingMillis() <= watermark.millis()) {
            return first + "by the next batch";
        }
        if (watermark.nodes().size() > 1) {
            return first + "when the watermark gets to " + time(operator.closingMillis());
        }
        NodeFacts node = watermark.nodes().getFirst();
        return first + "when an event at or after " + time(operator.closingMillis() + node.delayMillis()) + " has come";
    }

    private String ago(long millis) {
        long past = nowMillis - millis;
        return past < 1_000 ? "just now" : duration(past) + " ago";
    }

    private static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }

    /** The two largest units that are not zero. */
    static String duration(long millis) {
        long[] sizes = {86_400_000, 3_600_000, 60_000, 1_000, 1};
        String[] units = {"day", "hour", "minute", "second", "ms"};
        StringBuilder text = new StringBuilder();
        long left = millis;
        int parts = 0;
        for (int unit = 0; unit < sizes.length && parts < 2; unit++) {
            long amount = left / sizes[unit];
            left %= sizes[unit];
            boolean isTail = unit == sizes.length - 1 && parts > 0;
            if (amount > 0 && !isTail) {
                text.append(parts > 0 ? " " : "").append(amount).append(' ').append(units[unit]);
                text.append(amount > 1 && unit < sizes.length - 1 ? "s" : "");
                parts++;
            }
        }
        return text.isEmpty() ? "0 ms" : text.toString();
    }

    private static String count(long amount, String one, String many) {
        return (amount == 0 ? "no" : grouped(amount)) + " " + (amount == 1 ? one : many);
    }

    /** With commas; a query says this for every batch, and {@code String.format} takes longer than all the rest. */
    private static String grouped(long amount) {
        String digits = Long.toString(amount);
        StringBuilder text = new StringBuilder(digits);
        for (int at = digits.length() - 3; at > 0; at -= 3) {
            text.insert(at, ',');
        }
        return text.toString();
    }
}
