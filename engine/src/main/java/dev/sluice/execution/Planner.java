package dev.sluice.execution;

import dev.sluice.error.ErrorCondition;
import dev.sluice.error.SluiceException;
import dev.sluice.execution.AggregateSpec.Assignment;
import dev.sluice.execution.AggregateSpec.Expiry;
import dev.sluice.execution.AggregateSpec.WindowKey;
import dev.sluice.execution.PhysicalPlan.WatermarkNode;
import dev.sluice.execution.Stage.Branch;
import dev.sluice.execution.Stage.Input;
import dev.sluice.execution.Stage.Step;
import dev.sluice.execution.Stage.Terminal;
import dev.sluice.execution.expression.CompiledExpression;
import dev.sluice.execution.expression.ExpressionCompiler;
import dev.sluice.execution.join.JoinProbe;
import dev.sluice.execution.join.JoinSpec;
import dev.sluice.plan.expression.AggregateCall;
import dev.sluice.plan.expression.Expression;
import dev.sluice.plan.expression.Expression.InputRef;
import dev.sluice.plan.expression.NamedExpression;
import dev.sluice.plan.expression.WindowSpec;
import dev.sluice.plan.logical.Attribute;
import dev.sluice.plan.logical.LogicalPlan;
import dev.sluice.plan.logical.SourceRelation;
import dev.sluice.spi.sink.OutputMode;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongUnaryOperator;
import java.util.stream.Collectors;

/** Turns an optimized logical plan into stages: one for all between two exchanges. */
public final class Planner {
    private OutputMode mode;
    private final List<SourceRelation> sources = new ArrayList<>();
    private final List<SourceRelation> tables = new ArrayList<>();
    private final List<WatermarkNode> watermarks = new ArrayList<>();
    private final List<StatefulSpec> operators = new ArrayList<>();
    private final Map<Integer, LongUnaryOperator> operatorWatermarks = new HashMap<>();
    private final List<Observed> observed = new ArrayList<>();
    private boolean isInTable;
    private int nextOperator;
    private int nextInTable;
    private int nextJoin;

    private Planner(OutputMode mode) {
        this.mode = mode;
    }

    /** The plan of a stream into a sink of this mode, or of static data with {@link OutputMode#COMPLETE}. */
    public static PhysicalPlan plan(LogicalPlan optimized, OutputMode mode) {
        Planner planner = new Planner(mode);
        List<Branch> branches = planner.branches(optimized);
        Stage root = new Stage(branches, new Terminal.ToSink(optimized.schema()));
        planner.operators.sort((one, other) -> Integer.compare(one.operatorId(), other.operatorId()));
        return new PhysicalPlan(
                root,
                planner.sources,
                planner.tables,
                planner.watermarks,
                planner.operators,
                planner.operatorWatermarks,
                planner.observed,
                optimized.schema());
    }

    private List<Branch> branches(LogicalPlan plan) {
        return switch (plan) {
            case LogicalPlan.Scan scan -> {
                List<SourceRelation> relations = scan.isStreaming() ? sources : tables;
                if (!relations.contains(scan.relation())) {
                    relations.add(scan.relation());
                }
                yield start(new Input.FromSource(scan.relation(), scan.schema()));
            }
            case LogicalPlan.LocalRows rows -> start(new Input.FromRows(rows.rows()));
            case LogicalPlan.Kept kept -> start(new Input.FromRows(kept.rows()));
            case LogicalPlan.Range range -> start(new Input.FromRange(range));
            case LogicalPlan.Project project -> extended(project.child(), project(project));
            case LogicalPlan.Filter filter ->
                extended(
                        filter.child(),
                        step(
                                filter,
                                context -> new FilterOperator(
                                        ExpressionCompiler.predicate(filter.condition(), context.facts()),
                                        filter.schema().size())));
            case LogicalPlan.EventTimeWatermark watermark -> watermark(watermark);
            case LogicalPlan.AssignWindows windows ->
                extended(
                        windows.child(),
                        step(
                                windows,
                                context -> new AssignWindowsOperator(
                                        windows.schema(), compile(windows.time(), context), windows.spec())));
            case LogicalPlan.Generate generate ->
                extended(
                        generate.child(),
                        step(
                                generate,
                                context -> new GenerateOperator(generate, compile(generate.collection(), context))));
            case LogicalPlan.AssignSessions sessions ->
                extended(
                        sessions.child(),
                        step(
                                sessions,
                                context -> new AssignSessionsOperator(
                                        sessions.schema(),
                                        compile(sessions.time(), context),
                                        compile(sessions.gap(), context),
                                        sessions.zone())));
            case LogicalPlan.Union union -> union(union);
            case LogicalPlan.Join join -> join(join);
            case LogicalPlan.Observe observe -> observed(observe);
            case LogicalPlan.MapRows map ->
                extended(map.child(), step(map, context -> new MapRowsOperator(map.function())));
            case LogicalPlan.Expand expand -> extended(expand.child(), expand(expand));
            case LogicalPlan.Aggregate aggregate ->
                start(new Input.FromStage(aggregate.sessionKey() < 0 ? keyed(aggregate) : sessions(aggregate)));
            case LogicalPlan.Deduplicate deduplicate -> start(new Input.FromStage(keyed(deduplicate)));
            case LogicalPlan.Sort sort -> start(new Input.FromStage(ordered(sort, Integer.MAX_VALUE)));
            case LogicalPlan.Limit limit -> start(new Input.FromStage(limited(limit)));
            case LogicalPlan.Offset offset ->
                start(new Input.FromStage(cut(offset.child(), Integer.MAX_VALUE, offset.count())));
            case LogicalPlan.Sample sample -> sampled(sample);
            case LogicalPlan.Repeat repeat ->
                extended(repeat.child(), step(repeat, context -> new RepeatOperator(compile(repeat.times(), context))));
        };
    }

    /** The number of a watermark, by which its value is kept over restarts, is its place in the plan, those below it first. */
    private List<Branch> watermark(LogicalPlan.EventTimeWatermark watermark) {
        List<Branch> below = branches(watermark.child());
        int number = watermarks.size();
        watermarks.add(new WatermarkNode(
                number,
                watermark.delayMillis(),
                watermark.idleMillis(),
                watermark.output().get(watermark.column()).name(),
                sourcesBelow(watermark)));
        Step step = step(
                watermark,
                context -> new WatermarkOperator(
                        watermark.column(), context.metrics().eventTimes(number)));
        return below.stream().map(branch -> branch.with(step)).toList();
    }

    /** The positions of the sources that a node reads, which are planned. */
    private List<Integer> sourcesBelow(LogicalPlan node) {
        Set<Integer> positions = new TreeSet<>();
        if (node instanceof LogicalPlan.Scan scan && scan.isStreaming()) {
            positions.add(sources.indexOf(scan.relation()));
        }
        node.children().forEach(child -> positions.addAll(sourcesBelow(child)));
        return List.copyOf(positions);
    }

    private static List<Branch> start(Input input) {
        return List.of(new Branch(input, List.of()));
    }

    private List<Branch> extended(LogicalPlan child, Step step) {
        return branches(child).stream().map(branch -> branch.with(step)).toList();
    }

    private static Step step(LogicalPlan node, OperatorFactory factory) {
        return new Step(node.describe(), factory);
    }

    /** An operator that makes other things of rows when it is given some of them alone. */
    private static OperatorFactory unrepeatable(OperatorFactory factory) {
        return context -> {
            context.facts().noteUnrepeatable();
            return factory.create(context);
        };
    }

    private static CompiledExpression compile(Expression expression, TaskContext context) {
        return ExpressionCompiler.compile(expression, context.facts());
    }

    private static Step project(LogicalPlan.Project project) {
        StructType schema = project.schema();
        return step(project, context -> {
            CompiledExpression[] columns = project.columns().stream()
                    .map(column -> compile(column.expression(), context))
                    .toArray(CompiledExpression[]::new);
            return new ProjectOperator(schema, columns);
        });
    }

    private static Step expand(LogicalPlan.Expand expand) {
        StructType schema = expand.schema();
        return step(expand, context -> {
            List<ProjectOperator> projections = expand.projections().stream()
                    .map(columns -> new ProjectOperator(
                            schema,
                            columns.stream()
                                    .map(column -> compile(column, context))
                                    .toArray(CompiledExpression[]::new)))
                    .toList();
            return new ExpandOperator(projections);
        });
    }

    /** The columns of the children are those of the union by position; only their names may differ. */
    private List<Branch> union(LogicalPlan.Union union) {
        StructType schema = union.schema();
        List<Branch> branches = new ArrayList<>();
        for (LogicalPlan child : union.children()) {
            List<Branch> below = branches(child);
            boolean isRenamed = !child.schema().equals(schema);
            Step rename = new Step(
                    "Rename " + String.join(", ", schema.fieldNames()),
                    context -> (input, batch, output) -> output.push(batch.with(schema, batch.vectors())));
            below.forEach(branch -> branches.add(isRenamed ? branch.with(rename) : branch));
        }
        return branches;
    }

    /** Rows of both sides go to the partition of their key: first those of the side that is to be held when the other comes. */
    private Stage joinOfStreams(LogicalPlan.Join join) {
        StreamJoinSpec spec = StreamJoinSpec.of(join, nextOperator());
        operators.add(spec);
        operatorWatermarks.put(spec.operatorId(), OperatorWatermark.ofInput(join));
        List<Branch> left = side(join.left(), spec, StreamJoinSpec.LEFT);
        List<Branch> right = side(join.right(), spec, StreamJoinSpec.RIGHT);
        boolean isRightFirst = spec.secondSide() == StreamJoinSpec.LEFT;
        List<Branch> inOrder = new ArrayList<>(isRightFirst ? right : left);
        inOrder.addAll(isRightFirst ? left : right);
        return new Stage(inOrder, new Terminal.ToKeyed(spec));
    }

    private List<Branch> side(LogicalPlan plan, StreamJoinSpec spec, int side) {
        Step step = new Step(
                side == StreamJoinSpec.LEFT
                        ? "Left side of join " + spec.operatorId()
                        : "Right side of join " + spec.operatorId(),
                context -> new JoinSideOperator(spec, side, context));
        return extended(plan, step);
    }

    /** One side is held; the branches of the other look up in it, then come the rows of it that nobody has found. */
    private List<Branch> join(LogicalPlan.Join join) {
        if (join.left().isStreaming() && join.right().isStreaming()) {
            return start(new Input.FromStage(joinOfStreams(join)));
        }
        JoinSpec spec = JoinSpec.of(join, nextJoin++);
        List<Branch> left = side(join, join.left());
        List<Branch> right = side(join, join.right());
        Stage held = new Stage(spec.holdsLeft() ? left : right, new Terminal.ToJoinTable(spec));
        Step step = new Step(
                join.describe(),
                context -> new ProbeOperator(new JoinProbe(
                        spec, context.joinTable(spec.table()), context.batch().timestampMicros())),
                held);
        List<Branch> joined = new ArrayList<>();
        (spec.holdsLeft() ? right : left).forEach(branch -> joined.add(branch.with(step)));
        if (spec.emitsLonelyHeld()) {
            joined.addAll(start(new Input.FromJoinTable(spec)));
        }
        return joined;
    }

    /** A static side of a stream is computed as a whole for each batch. */
    private List<Branch> side(LogicalPlan.Join join, LogicalPlan side) {
        boolean isTable = join.isStreaming() && !side.isStreaming();
        if (!isTable) {
            return branches(side);
        }
        OutputMode ofStream = mode;
        mode = OutputMode.COMPLETE;
        isInTable = true;
        List<Branch> branches = branches(side);
        isInTable = false;
        mode = ofStream;
        return branches;
    }

    /** The number of the next operator with state; below zero where the state is that of one batch. */
    private int nextOperator() {
        return isInTable ? -1 - nextInTable++ : nextOperator++;
    }

    private Stage keyed(StatefulSpec spec, LogicalPlan input) {
        if (spec.isKept()) {
            operators.add(spec);
            operatorWatermarks.put(spec.operatorId(), OperatorWatermark.ofOutput(input));
        }
        return new Stage(branches(input), new Terminal.ToKeyed(spec));
    }

    private List<Branch> observed(LogicalPlan.Observe plan) {
        Observed added = Observed.of(plan, observed.size());
        if (observed.stream().anyMatch(other -> other.name().equals(added.name()))) {
            throw SluiceException.analysis(
                            ErrorCondition.DUPLICATED_METRICS_NAME, "two steps observe metrics under one name")
                    .found(added.name())
                    .mend("give each a name of its own")
                    .build();
        }
        observed.add(added);
        List<Branch> branches = new ArrayList<>();
        for (Branch branch : branches(plan.child())) {
            int input = branches.size();
            branches.add(branch.with(step(plan, context -> added.operator(context, input))));
        }
        return branches;
    }

    /** Each input of a union below has chances of its own. */
    private List<Branch> sampled(LogicalPlan.Sample sample) {
        List<Branch> sampled = new ArrayList<>();
        for (Branch branch : branches(sample.child())) {
            int input = sampled.size();
            sampled.add(branch.with(
                    step(sample, unrepeatable(context -> new SampleOperator(sample, input, context.task())))));
        }
        return sampled;
    }

    private Stage limited(LogicalPlan.Limit limit) {
        if (limit.isStreaming() && (mode == OutputMode.APPEND || !isAggregated(limit.child()))) {
            return keyed(new LimitSpec(nextOperator(), limit.schema(), limit.count()), limit.child());
        }
        if (limit.child() instanceof LogicalPlan.Offset offset) {
            long end = (long) offset.count() + limit.count();
            return cut(offset.child(), (int) Math.min(end, Integer.MAX_VALUE), offset.count());
        }
        return limit.child() instanceof LogicalPlan.Sort sort
                ? ordered(sort, limit.count())
                : cut(limit.child(), limit.count(), 0);
    }

    /** Whether the rows are the whole result of an aggregation, anew for each batch, rather than more of a stream. */
    private static boolean isAggregated(LogicalPlan plan) {
        return LogicalPlan.nodes(plan).stream()
                .anyMatch(node -> node instanceof LogicalPlan.Aggregate && node.isStreaming());
    }

    /** Rows in the order of their splits, from one to another. */
    private Stage cut(LogicalPlan plan, int limit, int skip) {
        List<Branch> below = plan instanceof LogicalPlan.Sort sort
                ? start(new Input.FromStage(ordered(sort, limit)))
                : branches(plan);
        return new Stage(below, new Terminal.ToOrdered(new OrderedSpec(plan.schema(), List.of(), limit, skip)));
    }

    private Stage ordered(LogicalPlan.Sort sort, int limit) {
        return new Stage(
                branches(sort.child()),
                new Terminal.ToOrdered(new OrderedSpec(sort.schema(), sort.orders(), limit, 0)));
    }

    private Stage keyed(LogicalPlan.Aggregate aggregate) {
        int operator = nextOperator();
        int windowPosition = windowKey(aggregate);
        Expiry expiry = expiry(aggregate, windowPosition);
        LogicalPlan input = aggregate.child();
        WindowKey window = null;
        if (windowPosition >= 0 && input instanceof LogicalPlan.AssignWindows windows) {
            Assignment assignment = assignment(windows.spec(), expiry, aggregate.aggregates());
            window = new WindowKey(windows.time(), windows.spec(), windowPosition, assignment);
            input = windows.child();
        }
        List<Expression> keys = new ArrayList<>();
        for (int key = 0; key < aggregate.keys().size(); key++) {
            if (window == null || key != windowPosition) {
                keys.add(aggregate.keys().get(key).expression());
            }
        }
        AggregateSpec spec = new AggregateSpec(
                operator, input.schema(), keys, window, expiry, aggregate.aggregates(), mode, aggregate.schema());
        return keyed(spec, input);
    }

    private Stage sessions(LogicalPlan.Aggregate aggregate) {
        int operator = nextOperator();
        int position = aggregate.sessionKey();
        List<Expression> keys = new ArrayList<>();
        for (int key = 0; key < aggregate.keys().size(); key++) {
            if (key != position) {
                keys.add(aggregate.keys().get(key).expression());
            }
        }
        SessionSpec spec = new SessionSpec(
                operator,
                keys,
                aggregate.keys().get(position).expression(),
                sessionRule(aggregate.child()),
                position,
                aggregate.output().get(position).eventTime() != null,
                aggregate.aggregates(),
                mode,
                aggregate.schema());
        return keyed(spec, aggregate.child());
    }

    /** By which the rows below got their sessions last, on whatever side of a join that was. */
    private static String sessionRule(LogicalPlan plan) {
        if (plan instanceof LogicalPlan.AssignSessions sessions) {
            return "of " + sessions.time().sql() + " with a gap of "
                    + sessions.gap().sql();
        }
        return plan.children().stream()
                .map(Planner::sessionRule)
                .filter(rule -> !rule.isEmpty())
                .collect(Collectors.joining("; "));
    }

    /** Keys are forgotten in every output mode, for rows that would repeat them are late. */
    private Stage keyed(LogicalPlan.Deduplicate deduplicate) {
        int operator = nextOperator();
        DeduplicateSpec spec = new DeduplicateSpec(
                operator,
                deduplicate.schema(),
                deduplicate.keys(),
                deduplicate.eventTime(),
                expiryAt(deduplicate.expiringKey(), deduplicate),
                deduplicate.delayMillis());
        return keyed(spec, deduplicate.child());
    }

    private static Expiry expiryAt(int key, LogicalPlan.Deduplicate deduplicate) {
        if (key < 0) {
            return new Expiry.Never();
        }
        Attribute attribute = deduplicate.output().get(deduplicate.keys().get(key));
        return attribute.type() instanceof StructType ? new Expiry.AtStructEnd(key) : new Expiry.AtTimestamp(key);
    }

    /**
     * The position of the key that is the window of the node right below, if windows are used for nothing else: then a row
     * is not repeated for each of its windows before the exchange. -1 if there is none.
     */
    private static int windowKey(LogicalPlan.Aggregate aggregate) {
        if (!(aggregate.child() instanceof LogicalPlan.AssignWindows windows)) {
            return -1;
        }
        int column = windows.output().size() - 1;
        int position = -1;
        for (int key = 0; key < aggregate.keys().size(); key++) {
            NamedExpression expression = aggregate.keys().get(key);
            if (expression.expression() instanceof InputRef ref && ref.ordinal() == column && position < 0) {
                position = key;
            } else if (references(expression.expression(), column)) {
                return -1;
            }
        }
        boolean isArgument = aggregate.aggregates().stream()
                .flatMap(call -> call.arguments().stream())
                .anyMatch(argument -> references(argument, column));
        return isArgument ? -1 : position;
    }

    private static Assignment assignment(WindowSpec spec, Expiry expiry, List<AggregateCall> aggregates) {
        if (spec.isTumbling()) {
            return Assignment.TUMBLING;
        }
        if (!spec.isDividedBySlide()) {
            return Assignment.REPEATED_UNEVEN;
        }
        if (!aggregates.stream().allMatch(call -> call.aggregate().ignoresOrder())) {
            return Assignment.REPEATED_IN_ORDER;
        }
        return expiry instanceof Expiry.WindowEnd || expiry instanceof Expiry.Never
                ? Assignment.PANES
                : Assignment.REPEATED_BY_EXPIRY;
    }

    private static boolean references(Expression expression, int column) {
        return (expression instanceof InputRef ref && ref.ordinal() == column)
                || expression.children().stream().anyMatch(child -> references(child, column));
    }

    /** Groups expire by the first key that carries the mark of event time; never where the whole result is kept. */
    private Expiry expiry(LogicalPlan.Aggregate aggregate, int windowPosition) {
        if (mode == OutputMode.COMPLETE) {
            return new Expiry.Never();
        }
        int stateKey = 0;
        for (int key = 0; key < aggregate.keys().size(); key++) {
            boolean isWindow = key == windowPosition;
            Attribute attribute = aggregate.output().get(key);
            if (attribute.eventTime() != null) {
                if (isWindow) {
                    return new Expiry.WindowEnd();
                }
                return attribute.type() instanceof StructType
                        ? new Expiry.AtStructEnd(stateKey)
                        : new Expiry.AtTimestamp(stateKey);
            }
            stateKey += isWindow ? 0 : 1;
        }
        return new Expiry.Never();
    }
}
