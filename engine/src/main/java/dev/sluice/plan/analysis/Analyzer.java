package dev.sluice.plan.analysis;

import dev.sluice.columnar.BatchSequence;
import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.NamedExpression;
import dev.sluice.plan.expression.UnresolvedExpression;
import dev.sluice.plan.expression.UnresolvedText;
import dev.sluice.plan.logical.Attribute;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.plan.logical.SourceRelation;
import dev.sluice.plan.logical.UnresolvedPlan;
import dev.sluice.plan.logical.UnresolvedPlan.SetOperation.Kind;
import dev.sluice.spi.function.FunctionContext;
import dev.sluice.spi.function.FunctionRegistry;
import dev.sluice.types.AtomicType;
import dev.sluice.types.DataType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes of a relation as the user said it one whose names, functions and types are settled. */
public final class Analyzer {
    private final Types types;
    private final boolean caseSensitive;
    private final KeptRows kept;
    private final UnaryOperator<SourceRelation> sources;

    /** @param functions that may be called by name */
    public Analyzer(FunctionRegistry functions, FunctionContext context, boolean caseSensitive) {
        this(functions, context, caseSensitive, plan -> null, UnaryOperator.identity());
    }

    /**
     * @param kept the rows of plans that are kept, which are taken in their place
     * @param sources gives what is taken in the place of a source
     */
    public Analyzer(
            FunctionRegistry functions,
            FunctionContext context,
            boolean caseSensitive,
            KeptRows kept,
            UnaryOperator<SourceRelation> sources) {
        this.types = new Types(functions, context);
        this.caseSensitive = caseSensitive;
        this.kept = kept;
        this.sources = sources;
    }

    /** Knows which plans are kept. */
    @FunctionalInterface
    public interface KeptRows {
        @Nullable
        BatchSequence find(UnresolvedPlan plan);
    }

    /** @throws SluiceException an analysis error for the first mistake */
    public LogicalPlan analyze(UnresolvedPlan plan) {
        return analyze(plan, List.of()).plan();
    }

    /**
     * Analyzes what is new.
     *
     * @param known relations that may be part of this one, which stay what they were found to mean
     * @throws SluiceException an analysis error for the first mistake
     */
    public Analysis analyze(UnresolvedPlan plan, List<Analysis> known) {
        Run run = new Run(known);
        Set<FunctionContext> contexts = new HashSet<>(Set.of(types.context()));
        known.forEach(analysis -> contexts.addAll(analysis.contexts()));
        return new Analysis(plan, run.analyze(plan), run.hiddenKeys, contexts);
    }

    /** The name of a column of this table, by its id: other columns that are called the same are not meant. */
    public UnresolvedExpression.Name identified(LogicalPlan table, UnresolvedExpression.Name name) {
        return new Scope(table.output(), caseSensitive).identified(name);
    }

    /** Whether an aggregate stands in the expression. */
    public boolean hasAggregate(UnresolvedExpression expression) {
        return AggregateAnalysis.hasAggregate(expression, types);
    }

    /** One analysis. */
    private final class Run {
        private final List<Analysis> known;

        /** Of each join by names, compared by identity, the keys that do not come out. */
        private final IdentityHashMap<LogicalPlan, List<Attribute>> hiddenKeys = new IdentityHashMap<>();

        private Run(List<Analysis> known) {
            this.known = known;
        }

        private LogicalPlan analyze(UnresolvedPlan plan) {
            for (Analysis analysis : known) {
                if (analysis.isOf(plan)) {
                    analysis.addHiddenKeysTo(hiddenKeys);
                    return analysis.plan();
                }
            }
            LogicalPlan analyzed = Identities.given(resolved(plan), plan);
            BatchSequence rows = kept.find(plan);
            return rows == null ? analyzed : new LogicalPlan.Kept(analyzed, rows);
        }

        private LogicalPlan resolved(UnresolvedPlan plan) {
            return switch (plan) {
                case UnresolvedPlan.Relation relation -> {
                    SourceRelation source = sources.apply(relation.relation());
                    yield new LogicalPlan.Scan(source, Attribute.of(source.schema()));
                }
                case UnresolvedPlan.LocalRows rows ->
                    new LogicalPlan.LocalRows(Attribute.of(rows.schema()), rows.rows());
                case UnresolvedPlan.Range range ->
                    new LogicalPlan.Range(
                            range.start(),
                            range.end(),
                            range.step(),
                            List.of(Attribute.of("id", AtomicType.BIGINT, false)));
                case UnresolvedPlan.Project project -> project(analyze(project.child()), project.columns());
                case UnresolvedPlan.WithColumns with -> withColumns(with, analyze(with.child()));
                case UnresolvedPlan.Drop drop -> drop(analyze(drop.child()), drop);
                case UnresolvedPlan.Rename rename -> rename(analyze(rename.child()), rename.names());
                case UnresolvedPlan.Deduplicate deduplicate ->
                    new Deduplication(caseSensitive)
                            .analyze(analyze(deduplicate.child()), deduplicate.names(), deduplicate.withinWatermark());
                case UnresolvedPlan.Observe observe ->
                    new Observations(types, caseSensitive).analyze(analyze(observe.child()), observe);
                case UnresolvedPlan.MapRows map -> {
                    LogicalPlan child = analyze(map.child());
                    yield new LogicalPlan.MapRows(
                            child,
                            map.what(),
                            map.function(),
                            map.schema() == null ? child.output() : Attribute.of(map.schema()));
                }
                case UnresolvedPlan.Filter filter -> filter(analyze(filter.child()), filter.condition());
                case UnresolvedPlan.Aggregate aggregate -> {
                    LogicalPlan visible = analyze(aggregate.child());
                    List<UnresolvedExpression> aggregates = new Stars(scope(visible)).within(aggregate.aggregates());
                    List<UnresolvedExpression> all = new ArrayList<>(aggregate.keys());
                    all.addAll(aggregates);
                    LogicalPlan child = new HiddenColumns(caseSensitive).ofSource(visible, all);
                    yield new AggregateAnalysis(types, caseSensitive)
                            .analyze(
                                    withHiddenKeys(child, aggregate.keys()),
                                    aggregate.keys(),
                                    aggregates,
                                    aggregate.sets());
                }
                case UnresolvedPlan.WithWatermark watermark -> watermark(analyze(watermark.child()), watermark);
                case UnresolvedPlan.Union union ->
                    union(union.children().stream().map(this::analyze).toList());
                case UnresolvedPlan.SetOperation operation ->
                    setOperation(operation.kind(), analyze(operation.left()), analyze(operation.right()));
                case UnresolvedPlan.Join join -> {
                    JoinAnalysis analysis = new JoinAnalysis(types, caseSensitive, join);
                    LogicalPlan joined = analysis.analyze(analyze(join.left()), analyze(join.right()));
                    if (joined instanceof LogicalPlan.Project project) {
                        hiddenKeys.put(project.child(), analysis.hiddenKeys());
                    }
                    yield joined;
                }
                case UnresolvedPlan.Named named -> Identities.ofTable(analyze(named.child()), named.name());
                case UnresolvedPlan.Sample sample ->
                    new LogicalPlan.Sample(
                            analyze(sample.child()),
                            sample.from(),
                            sample.to(),
                            sample.withReplacement(),
                            sample.seed());
                case UnresolvedPlan.Sort sort -> sort(analyze(sort.child()), sort.keys());
                case UnresolvedPlan.Limit limit -> limit(analyze(limit.child()), limit.count());
                case UnresolvedPlan.Offset offset -> {
                    LogicalPlan child = analyze(offset.child());
                    requireCount(offset.count(), "offset(...)");
                    yield new LogicalPlan.Offset(child, offset.count());
                }
            };
        }

        private Scope scope(LogicalPlan child) {
            return new Scope(child.output(), caseSensitive);
        }

        private LogicalPlan project(LogicalPlan visible, List<UnresolvedExpression> written) {
            List<UnresolvedExpression> columns = new Stars(scope(visible)).within(written);
            LogicalPlan child = new HiddenColumns(caseSensitive).ofSource(visible, columns);
            boolean isGlobalAggregate =
                    columns.stream().anyMatch(column -> AggregateAnalysis.hasAggregate(column, types));
            if (isGlobalAggregate) {
                return new AggregateAnalysis(types, caseSensitive).analyze(child, List.of(), columns, null);
            }
            UnresolvedExpression.Function window = Windows.in(columns);
            LogicalPlan revealed = withHiddenKeys(child, columns);
            ExpressionResolver first = ExpressionResolver.withoutAggregates(
                    scope(revealed), types, ErrorCondition.NESTED_AGGREGATE_FUNCTION, "a generator");
            Generators generators = Generators.in(columns, types, first);
            LogicalPlan generated = generators.plan(revealed);
            ExpressionResolver below = ExpressionResolver.withoutAggregates(
                    scope(generated), types, ErrorCondition.NESTED_AGGREGATE_FUNCTION, "the time of a window");
            LogicalPlan input = window == null ? generated : Windows.assign(generated, window, below, types);
            Scope scope =
                    scope(input).hiding(child.output().size(), revealed.output().size());
            ExpressionResolver resolver = new ExpressionResolver(
                    scope, types, below::resolve, expression -> isThe(window, expression) ? windowColumn(scope) : null);
            List<NamedExpression> expressions = new ArrayList<>();
            List<Attribute> output = new ArrayList<>();
            int nextMade = revealed.output().size();
            for (UnresolvedExpression column : columns) {
                if (column instanceof UnresolvedExpression.Star(List<String> parts)) {
                    for (NamedExpression each :
                            star(parts, scope, visible.output().size())) {
                        expressions.add(each);
                        output.add(resolver.attribute(each.expression(), column, each.name()));
                    }
                } else if (generators.isGenerator(column)) {
                    for (String name : generators.names(column)) {
                        Expression made = scope.column(nextMade++);
                        expressions.add(new NamedExpression(made, name));
                        output.add(resolver.attribute(made, column, name));
                    }
                } else {
                    Expression expression = resolver.resolve(column);
                    String name = resolver.nameOf(column);
                    expressions.add(new NamedExpression(expression, name));
                    output.add(resolver.attribute(expression, column, name));
                }
            }
            return new LogicalPlan.Project(input, expressions, output);
        }

        /** The child with those keys of joins by names at its end that the expressions take from a table. */
        private LogicalPlan withHiddenKeys(LogicalPlan child, List<? extends UnresolvedExpression> expressions) {
            Scope hidden = new Scope(hiddenKeysOf(child), caseSensitive);
            return hidden.columns().isEmpty()
                    ? child
                    : new HiddenColumns(caseSensitive).reveal(child, expressions, hidden::hasOfTable);
        }

        private List<Attribute> hiddenKeysOf(LogicalPlan plan) {
            return switch (plan) {
                case LogicalPlan.Project project ->
                    hiddenKeys.getOrDefault(project.child(), hiddenKeysOf(project.child()));
                case LogicalPlan.Kept rows -> hiddenKeysOf(rows.child());
                case LogicalPlan.Filter filter -> hiddenKeysOf(filter.child());
                case LogicalPlan.Sort sort -> hiddenKeysOf(sort.child());
                case LogicalPlan.Limit limit -> hiddenKeysOf(limit.child());
                case LogicalPlan other -> List.of();
            };
        }

        /** All columns, those of a table, or the fields of a struct; of the input, which has {@code count} columns. */
        private static List<NamedExpression> star(List<String> parts, Scope scope, int count) {
            List<Integer> ordinals = parts.isEmpty()
                    ? IntStream.range(0, count).boxed().toList()
                    : parts.size() == 1 ? scope.ofTable(parts.getFirst()) : List.of();
            return !parts.isEmpty() && ordinals.isEmpty()
                    ? scope.fields(parts)
                    : ordinals.stream()
                            .map(ordinal -> new NamedExpression(
                                    scope.column(ordinal),
                                    scope.columns().get(ordinal).name()))
                            .toList();
        }

        private LogicalPlan withColumns(UnresolvedPlan.WithColumns with, LogicalPlan child) {
            Scope scope = scope(child);
            List<UnresolvedExpression> columns = new ArrayList<>();
            for (Attribute attribute : child.output()) {
                columns.add(new UnresolvedExpression.Name(
                        List.of(attribute.name()), attribute.identity().id()));
            }
            for (Map.Entry<String, UnresolvedExpression> column : with.columns().entrySet()) {
                UnresolvedExpression named = new UnresolvedExpression.Alias(column.getValue(), column.getKey());
                List<Integer> replaced = scope.called(column.getKey());
                replaced.forEach(ordinal -> columns.set(ordinal, named));
                if (replaced.isEmpty()) {
                    columns.add(named);
                }
            }
            return project(child, columns);
        }

        private LogicalPlan drop(LogicalPlan child, UnresolvedPlan.Drop drop) {
            Scope scope = scope(child);
            Set<Integer> dropped = new HashSet<>();
            drop.names().forEach(name -> dropped.addAll(scope.called(name)));
            drop.columns().forEach(column -> {
                scope.requireOne(column);
                dropped.addAll(scope.matching(column));
            });
            List<NamedExpression> kept = new ArrayList<>();
            List<Attribute> output = new ArrayList<>();
            for (int ordinal = 0; ordinal < child.output().size(); ordinal++) {
                Attribute attribute = child.output().get(ordinal);
                if (!dropped.contains(ordinal)) {
                    kept.add(new NamedExpression(scope.column(ordinal), attribute.name()));
                    output.add(attribute);
                }
            }
            return dropped.isEmpty() ? child : new LogicalPlan.Project(child, kept, output);
        }

        private LogicalPlan rename(LogicalPlan child, List<String> names) {
            Scope scope = scope(child);
            List<NamedExpression> columns = new ArrayList<>();
            List<Attribute> output = new ArrayList<>();
            for (int ordinal = 0; ordinal < names.size(); ordinal++) {
                String name = names.get(ordinal);
                Attribute column = child.output().get(ordinal);
                columns.add(new NamedExpression(scope.column(ordinal), name));
                output.add(
                        column.name().equals(name)
                                ? column
                                : column.withName(name).withIdentity(Attribute.Identity.NONE));
            }
            return new LogicalPlan.Project(child, columns, output);
        }

        private LogicalPlan filter(LogicalPlan child, UnresolvedExpression written) {
            UnresolvedExpression condition = new Stars(scope(child)).within(written);
            LogicalPlan input = new HiddenColumns(caseSensitive).reveal(child, List.of(condition));
            ExpressionResolver resolver = ExpressionResolver.withoutAggregates(
                    scope(input), types, ErrorCondition.INVALID_WHERE_CONDITION, "where(...)");
            LogicalPlan filtered = new LogicalPlan.Filter(
                    input,
                    types.requireBoolean(
                            resolver.resolve(condition), ErrorCondition.FILTER_NOT_BOOLEAN, "what where(...) takes"));
            return HiddenColumns.hide(filtered, child.output().size());
        }

        private LogicalPlan watermark(LogicalPlan child, UnresolvedPlan.WithWatermark watermark) {
            String name = watermark.column();
            boolean isQuoted = name.length() > 2 && name.startsWith("`") && name.endsWith("`");
            if (!isQuoted && name.indexOf('.') >= 0) {
                throw SluiceException.analysis(
                                ErrorCondition.EVENT_TIME_MUST_BE_TOP_LEVEL_COLUMN,
                                "The event time `" + watermark.column() + "` is not a column of its own")
                        .mend("copy the field to a column first: withColumn(\"time\", col(\"" + watermark.column()
                                + "\"))")
                        .build();
            }
            String unquoted = isQuoted ? name.substring(1, name.length() - 1).replace("``", "`") : name;
            int ordinal = scope(child).ordinalOf(unquoted, unquoted);
            Attribute column = child.output().get(ordinal);
            long delayMillis = Intervals.parseDelayMillis(watermark.delay());
            Long idleMillis = idleMillis(watermark);
            if (!child.isStreaming()) {
                return child;
            }
            boolean isOfWindows = column.isWindow() && column.type().equals(Attribute.windowType(AtomicType.TIMESTAMP));
            if (column.type() != AtomicType.TIMESTAMP && !isOfWindows) {
                throw SluiceException.analysis(
                                ErrorCondition.EVENT_TIME_IS_NOT_ON_TIMESTAMP_TYPE,
                                "The event time `" + watermark.column() + "` is no timestamp")
                        .found(column.type().sql())
                        .expected("TIMESTAMP, or a column made by window(...)")
                        .mend("convert it, for example with to_timestamp(...) or timestamp_seconds(...)")
                        .build();
            }
            List<Attribute> output = new ArrayList<>(child.output());
            output.set(ordinal, column.withEventTime(new Attribute.EventTime(delayMillis)));
            return new LogicalPlan.EventTimeWatermark(child, ordinal, delayMillis, idleMillis, output);
        }

        private static @Nullable Long idleMillis(UnresolvedPlan.WithWatermark watermark) {
            String text = watermark.idleTimeout();
            if (text == null) {
                return null;
            }
            long millis = Intervals.parseDelayMillis(text);
            if (millis == 0) {
                throw SluiceException.analysis(
                                ErrorCondition.INVALID_PARAMETER_VALUE,
                                "An input cannot be idle at once (" + text + ")")
                        .at("withWatermark(...)")
                        .expected("1 millisecond or more")
                        .mend("give how long an input has to be silent, for example \"5 minutes\"")
                        .build();
            }
            return millis;
        }

        private LogicalPlan union(List<LogicalPlan> children) {
            LogicalPlan first = children.getFirst();
            for (LogicalPlan child : children) {
                if (child.output().size() != first.output().size()) {
                    throw SluiceException.analysis(
                                    ErrorCondition.NUM_COLUMNS_MISMATCH,
                                    "UNION needs tables with the same number of columns")
                            .found(first.output().size() + " and "
                                    + child.output().size() + " columns")
                            .mend("select(...) the same columns on both sides, or use unionByName(...)")
                            .build();
                }
            }
            List<Attribute> output = new ArrayList<>();
            for (int column = 0; column < first.output().size(); column++) {
                int ordinal = column;
                List<Expression> values = children.stream()
                        .map(child -> scope(child).column(ordinal))
                        .toList();
                DataType common = types.common(
                        values, ErrorCondition.INCOMPATIBLE_COLUMN_TYPE, "column " + (column + 1) + " of the union");
                boolean isNullable = values.stream().anyMatch(Expression::isNullable);
                // As in Spark, what a column is of its first input it is of the union; a cast one is a new column.
                Attribute named = first.output().get(column);
                output.add(new Attribute(
                        named.name(),
                        common,
                        isNullable,
                        common.equals(named.type()) ? named.eventTime() : null,
                        named.isWindow(),
                        named.isSession(),
                        common.equals(named.type()) ? named.identity() : Attribute.Identity.NONE));
            }
            List<LogicalPlan> cast =
                    children.stream().map(child -> castTo(child, output)).toList();
            return new LogicalPlan.Union(cast, output);
        }

        private LogicalPlan setOperation(Kind kind, LogicalPlan left, LogicalPlan right) {
            SetOperations.requireSameStructs(left, right);
            return new SetOperations(types).analyze(kind, union(List.of(left, right)));
        }

        private LogicalPlan castTo(LogicalPlan child, List<Attribute> wanted) {
            Scope scope = scope(child);
            List<NamedExpression> columns = new ArrayList<>();
            List<Attribute> output = new ArrayList<>();
            boolean isChanged = false;
            for (int ordinal = 0; ordinal < wanted.size(); ordinal++) {
                Expression column = scope.column(ordinal);
                Expression cast = types.cast(column, wanted.get(ordinal).type());
                isChanged |= !cast.equals(column);
                String name = child.output().get(ordinal).name();
                columns.add(new NamedExpression(cast, name));
                output.add(
                        cast.equals(column)
                                ? child.output().get(ordinal)
                                : Attribute.of(name, cast.type(), cast.isNullable()));
            }
            return isChanged ? new LogicalPlan.Project(child, columns, output) : child;
        }

        private LogicalPlan sort(LogicalPlan child, List<UnresolvedExpression.SortKey> keys) {
            LogicalPlan input = new HiddenColumns(caseSensitive).reveal(child, keys);
            ExpressionResolver resolver = ExpressionResolver.withoutAggregates(
                    scope(input), types, ErrorCondition.MISSING_AGGREGATION, "orderBy(...)");
            LogicalPlan sorted = new LogicalPlan.Sort(
                    input,
                    keys.stream()
                            .map(key -> new LogicalPlan.SortOrder(
                                    orderable(resolver.resolve(key.child())), key.ascending(), key.nullsFirst()))
                            .toList());
            return HiddenColumns.hide(sorted, child.output().size());
        }

        private static Expression orderable(Expression key) {
            if (key.type().isOrderable()) {
                return key;
            }
            throw SluiceException.analysis(
                            ErrorCondition.INVALID_ORDERING_TYPE,
                            "Cannot resolve \"" + key.sql() + "\" due to data type mismatch: The `sortorder` does not"
                                    + " support ordering on type \""
                                    + key.type().sql() + "\".")
                    .mend("sort by a part of the value")
                    .build();
        }

        private LogicalPlan limit(LogicalPlan child, int count) {
            requireCount(count, "limit(...)");
            return new LogicalPlan.Limit(child, count);
        }
    }

    private static void requireCount(int count, String method) {
        if (count < 0) {
            throw SluiceException.analysis(ErrorCondition.INVALID_LIMIT, method + " takes a number of rows")
                    .found(Integer.toString(count))
                    .expected("0 or more")
                    .mend("give a number of rows that is not negative")
                    .build();
        }
    }

    static boolean isThe(UnresolvedExpression.@Nullable Function window, UnresolvedExpression expression) {
        return window != null && window.equals(expression);
    }

    static Expression windowColumn(Scope scope) {
        return scope.column(scope.columns().size() - 1);
    }

    static String shown(UnresolvedExpression expression) {
        return UnresolvedText.of(expression);
    }
}
