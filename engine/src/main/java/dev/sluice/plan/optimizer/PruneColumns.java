package dev.sluice.plan.optimizer;

import dev.sluice.plan.expression.AggregateCall;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.Expressions;
import dev.sluice.plan.expression.NamedExpression;
import dev.sluice.plan.logical.Attribute;
import dev.sluice.plan.logical.LogicalPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Nobody carries a column that nobody reads, and sources do not read it:
 *
 * <pre>
 * Aggregate [a] [count()]          Aggregate [a] [count()]
 *    Filter b > 0            =>       Filter b > 0
 *       Scan [a, b, c]                   Scan [a, b]
 * </pre>
 *
 * The column of a watermark is read by the watermark. Columns of rows in memory stay: they cost nothing.
 */
final class PruneColumns {
    private PruneColumns() {}

    /** @param ordinals for each column of before, where it is now; -1 if it is gone */
    private record Pruned(LogicalPlan plan, int[] ordinals) {
        Expression remap(Expression expression) {
            return Expressions.transformUp(
                    expression,
                    node -> node instanceof Expression.InputRef reference
                            ? new Expression.InputRef(
                                    ordinals[reference.ordinal()],
                                    reference.name(),
                                    reference.type(),
                                    reference.isNullable())
                            : node);
        }
    }

    static LogicalPlan apply(LogicalPlan plan) {
        BitSet all = new BitSet();
        all.set(0, plan.output().size());
        return prune(plan, all).plan();
    }

    private static Pruned prune(LogicalPlan plan, BitSet required) {
        return switch (plan) {
            case LogicalPlan.Scan scan ->
                new Pruned(
                        new LogicalPlan.Scan(
                                scan.relation(),
                                required.stream().mapToObj(scan.output()::get).toList()),
                        ranks(required, scan.output().size()));
            case LogicalPlan.LocalRows rows -> unchanged(rows);
            case LogicalPlan.Kept kept -> unchanged(kept);
            case LogicalPlan.Range range -> unchanged(range);
            case LogicalPlan.Project project -> project(project, required);
            case LogicalPlan.Filter filter -> {
                BitSet wanted = (BitSet) required.clone();
                Expressions.addReferences(filter.condition(), wanted);
                Pruned child = prune(filter.child(), wanted);
                yield new Pruned(
                        new LogicalPlan.Filter(child.plan(), child.remap(filter.condition())), child.ordinals());
            }
            case LogicalPlan.EventTimeWatermark watermark -> {
                BitSet wanted = (BitSet) required.clone();
                wanted.set(watermark.column());
                Pruned child = prune(watermark.child(), wanted);
                int column = child.ordinals()[watermark.column()];
                List<Attribute> output = new ArrayList<>(child.plan().output());
                output.set(column, watermark.output().get(watermark.column()));
                yield new Pruned(watermark.over(child.plan(), column, output), child.ordinals());
            }
            case LogicalPlan.AssignWindows windows -> windows(windows, required);
            case LogicalPlan.Generate generate -> generate(generate, required);
            case LogicalPlan.AssignSessions sessions -> sessions(sessions, required);
            case LogicalPlan.Aggregate aggregate -> aggregate(aggregate);
            case LogicalPlan.Observe observe -> {
                BitSet wanted = (BitSet) required.clone();
                observe.aggregates()
                        .forEach(call ->
                                call.arguments().forEach(argument -> Expressions.addReferences(argument, wanted)));
                Pruned child = prune(observe.child(), wanted);
                yield new Pruned(
                        new LogicalPlan.Observe(
                                child.plan(),
                                observe.name(),
                                calls(observe.aggregates(), child),
                                observe.metrics(),
                                observe.waiting()),
                        child.ordinals());
            }
            case LogicalPlan.MapRows map ->
                unchanged(new LogicalPlan.MapRows(apply(map.child()), map.what(), map.function(), map.output()));
            case LogicalPlan.Expand expand -> expand(expand, required);
            case LogicalPlan.Deduplicate deduplicate -> {
                BitSet wanted = (BitSet) required.clone();
                deduplicate.keys().forEach(wanted::set);
                if (deduplicate.eventTime() >= 0) {
                    wanted.set(deduplicate.eventTime());
                }
                Pruned child = prune(deduplicate.child(), wanted);
                yield new Pruned(
                        new LogicalPlan.Deduplicate(
                                child.plan(),
                                deduplicate.keys().stream()
                                        .map(key -> child.ordinals()[key])
                                        .toList(),
                                deduplicate.eventTime() < 0 ? -1 : child.ordinals()[deduplicate.eventTime()],
                                deduplicate.delayMillis()),
                        child.ordinals());
            }
            case LogicalPlan.Union union -> union(union, required);
            case LogicalPlan.Join join -> join(join, required);
            case LogicalPlan.Sort sort -> {
                BitSet wanted = (BitSet) required.clone();
                sort.orders().forEach(order -> Expressions.addReferences(order.expression(), wanted));
                Pruned child = prune(sort.child(), wanted);
                List<LogicalPlan.SortOrder> orders = sort.orders().stream()
                        .map(order -> new LogicalPlan.SortOrder(
                                child.remap(order.expression()), order.ascending(), order.nullsFirst()))
                        .toList();
                yield new Pruned(new LogicalPlan.Sort(child.plan(), orders), child.ordinals());
            }
            case LogicalPlan.Limit limit -> {
                Pruned child = prune(limit.child(), required);
                yield new Pruned(new LogicalPlan.Limit(child.plan(), limit.count()), child.ordinals());
            }
            case LogicalPlan.Offset offset -> {
                Pruned child = prune(offset.child(), required);
                yield new Pruned(new LogicalPlan.Offset(child.plan(), offset.count()), child.ordinals());
            }
            case LogicalPlan.Sample sample -> {
                Pruned child = prune(sample.child(), required);
                yield new Pruned(
                        new LogicalPlan.Sample(
                                child.plan(), sample.from(), sample.to(), sample.withReplacement(), sample.seed()),
                        child.ordinals());
            }
            case LogicalPlan.Repeat repeat -> {
                BitSet wanted = (BitSet) required.clone();
                Expressions.addReferences(repeat.times(), wanted);
                Pruned child = prune(repeat.child(), wanted);
                yield new Pruned(new LogicalPlan.Repeat(child.plan(), child.remap(repeat.times())), child.ordinals());
            }
        };
    }

    private static Pruned unchanged(LogicalPlan plan) {
        return new Pruned(plan, IntStream.range(0, plan.output().size()).toArray());
    }

    /** For each of {@code count} columns its place among those kept, -1 if it is not kept. */
    private static int[] ranks(BitSet kept, int count) {
        int[] ranks = new int[count];
        int next = 0;
        for (int column = 0; column < count; column++) {
            ranks[column] = kept.get(column) ? next++ : -1;
        }
        return ranks;
    }

    private static Pruned project(LogicalPlan.Project project, BitSet required) {
        BitSet wanted = new BitSet();
        required.stream()
                .forEach(column ->
                        Expressions.addReferences(project.columns().get(column).expression(), wanted));
        Pruned child = prune(project.child(), wanted);
        List<NamedExpression> columns = new ArrayList<>();
        List<Attribute> output = new ArrayList<>();
        required.stream().forEach(column -> {
            NamedExpression named = project.columns().get(column);
            columns.add(new NamedExpression(child.remap(named.expression()), named.name()));
            output.add(project.output().get(column));
        });
        return new Pruned(
                new LogicalPlan.Project(child.plan(), columns, output),
                ranks(required, project.columns().size()));
    }

    private static Pruned sessions(LogicalPlan.AssignSessions sessions, BitSet required) {
        int session = sessions.output().size() - 1;
        BitSet wanted = (BitSet) required.clone();
        wanted.clear(session);
        Expressions.addReferences(sessions.time(), wanted);
        Expressions.addReferences(sessions.gap(), wanted);
        Pruned child = prune(sessions.child(), wanted);
        List<Attribute> output = new ArrayList<>(child.plan().output());
        output.add(sessions.output().get(session));
        return new Pruned(
                new LogicalPlan.AssignSessions(
                        child.plan(),
                        child.remap(sessions.time()),
                        child.remap(sessions.gap()),
                        sessions.zone(),
                        output),
                withOneMore(child));
    }

    /** The columns of the child, and one after them. */
    private static int[] withOneMore(Pruned child) {
        int[] ordinals = Arrays.copyOf(child.ordinals(), child.ordinals().length + 1);
        ordinals[ordinals.length - 1] = child.plan().output().size();
        return ordinals;
    }

    private static Pruned windows(LogicalPlan.AssignWindows windows, BitSet required) {
        int window = windows.output().size() - 1;
        BitSet wanted = (BitSet) required.clone();
        wanted.clear(window);
        Expressions.addReferences(windows.time(), wanted);
        Pruned child = prune(windows.child(), wanted);
        List<Attribute> output = new ArrayList<>(child.plan().output());
        output.add(windows.output().get(window));
        return new Pruned(
                new LogicalPlan.AssignWindows(child.plan(), child.remap(windows.time()), windows.spec(), output),
                withOneMore(child));
    }

    /** The generated columns all stay. */
    private static Pruned generate(LogicalPlan.Generate generate, BitSet required) {
        int first = generate.child().output().size();
        int count = generate.output().size();
        BitSet wanted = (BitSet) required.clone();
        wanted.clear(first, count);
        Expressions.addReferences(generate.collection(), wanted);
        Pruned child = prune(generate.child(), wanted);
        LogicalPlan.Generate pruned = generate.over(child.plan(), child.remap(generate.collection()));
        int[] ordinals = new int[count];
        System.arraycopy(child.ordinals(), 0, ordinals, 0, first);
        for (int column = first; column < count; column++) {
            ordinals[column] = child.plan().output().size() + column - first;
        }
        return new Pruned(pruned, ordinals);
    }

    private static Pruned aggregate(LogicalPlan.Aggregate aggregate) {
        BitSet wanted = new BitSet();
        aggregate.keys().forEach(key -> Expressions.addReferences(key.expression(), wanted));
        aggregate
                .aggregates()
                .forEach(call -> call.arguments().forEach(argument -> Expressions.addReferences(argument, wanted)));
        Pruned child = prune(aggregate.child(), wanted);
        List<NamedExpression> keys = aggregate.keys().stream()
                .map(key -> new NamedExpression(child.remap(key.expression()), key.name()))
                .toList();
        List<AggregateCall> calls = calls(aggregate.aggregates(), child);
        return unchanged(new LogicalPlan.Aggregate(child.plan(), keys, calls, aggregate.output()));
    }

    private static List<AggregateCall> calls(List<AggregateCall> calls, Pruned child) {
        return calls.stream()
                .map(call -> new AggregateCall(
                        call.name(),
                        call.aggregate(),
                        call.arguments().stream().map(child::remap).toList(),
                        call.outputName()))
                .toList();
    }

    private static Pruned join(LogicalPlan.Join join, BitSet required) {
        int leftCount = join.left().output().size();
        BitSet wanted = (BitSet) required.clone();
        if (join.condition() != null) {
            Expressions.addReferences(join.condition(), wanted);
        }
        Pruned left = prune(join.left(), wanted.get(0, leftCount));
        Pruned right = prune(
                join.right(),
                wanted.get(leftCount, leftCount + join.right().output().size()));
        int[] ordinals = new int[leftCount + join.right().output().size()];
        for (int column = 0; column < ordinals.length; column++) {
            int ofRight = column < leftCount ? 0 : right.ordinals()[column - leftCount];
            ordinals[column] = column < leftCount
                    ? left.ordinals()[column]
                    : ofRight < 0 ? -1 : left.plan().output().size() + ofRight;
        }
        Pruned both = new Pruned(join, ordinals);
        LogicalPlan pruned = LogicalPlan.Join.of(
                left.plan(), right.plan(), join.type(), join.condition() == null ? null : both.remap(join.condition()));
        return new Pruned(pruned, Arrays.copyOf(ordinals, join.output().size()));
    }

    private static Pruned expand(LogicalPlan.Expand expand, BitSet required) {
        BitSet wanted = new BitSet();
        expand.projections()
                .forEach(columns ->
                        required.stream().forEach(column -> Expressions.addReferences(columns.get(column), wanted)));
        Pruned child = prune(expand.child(), wanted);
        List<List<Expression>> projections = expand.projections().stream()
                .map(columns -> required.stream()
                        .mapToObj(column -> child.remap(columns.get(column)))
                        .toList())
                .toList();
        List<Attribute> output =
                required.stream().mapToObj(expand.output()::get).toList();
        return new Pruned(
                new LogicalPlan.Expand(child.plan(), projections, output),
                ranks(required, expand.output().size()));
    }

    /** Every child is brought to exactly the required columns, so that positions agree. */
    private static Pruned union(LogicalPlan.Union union, BitSet required) {
        List<LogicalPlan> children = new ArrayList<>();
        for (LogicalPlan before : union.children()) {
            Pruned child = prune(before, required);
            List<NamedExpression> columns = new ArrayList<>();
            List<Attribute> output = new ArrayList<>();
            required.stream().forEach(column -> {
                Attribute attribute = child.plan().output().get(child.ordinals()[column]);
                columns.add(new NamedExpression(
                        new Expression.InputRef(
                                child.ordinals()[column], attribute.name(), attribute.type(), attribute.nullable()),
                        attribute.name()));
                output.add(attribute);
            });
            boolean isExact = output.equals(child.plan().output());
            children.add(isExact ? child.plan() : new LogicalPlan.Project(child.plan(), columns, output));
        }
        List<Attribute> output = required.stream().mapToObj(union.output()::get).toList();
        return new Pruned(
                new LogicalPlan.Union(children, output),
                ranks(required, union.output().size()));
    }
}
