package dev.sluice.execution.expression;

import dev.sluice.columnar.Vector;
import dev.sluice.plan.expression.Expression;
import dev.sluice.spi.function.BoundScalar;
import dev.sluice.spi.function.TaskFacts;
import dev.sluice.types.StructType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes expressions ready to run: one node of kernels for each node of the tree, types settled once. What it returns is
 * for one task.
 */
public final class ExpressionCompiler {
    private final TaskFacts facts;

    /** Whether an error makes a value null, and is seen by nobody. */
    private final boolean isAttempted;

    private ExpressionCompiler(TaskFacts facts, boolean isAttempted) {
        this.facts = facts;
        this.isAttempted = isAttempted;
    }

    /** Where rows are of no split of their own. */
    public static CompiledExpression compile(Expression expression, long batchTimestampMicros) {
        return compile(expression, new TaskFacts(0, batchTimestampMicros));
    }

    /** @param condition of type BOOLEAN, over rows of no split of their own */
    public static CompiledPredicate predicate(Expression condition, long batchTimestampMicros) {
        return predicate(condition, new TaskFacts(0, batchTimestampMicros));
    }

    public static CompiledExpression compile(Expression expression, TaskFacts facts) {
        return new ExpressionCompiler(facts, false).node(expression);
    }

    /** @param condition of type BOOLEAN */
    public static CompiledPredicate predicate(Expression condition, TaskFacts facts) {
        ExpressionCompiler compiler = new ExpressionCompiler(facts, false);
        List<Expression> conjuncts = new ArrayList<>();
        splitConjuncts(condition, conjuncts);
        return new ConjunctionPredicate(
                conjuncts.stream().map(compiler::partial).toArray(PartialExpression[]::new));
    }

    private static void splitConjuncts(Expression condition, List<Expression> conjuncts) {
        if (condition instanceof Expression.And and) {
            splitConjuncts(and.left(), conjuncts);
            splitConjuncts(and.right(), conjuncts);
        } else {
            conjuncts.add(condition);
        }
    }

    private CompiledExpression node(Expression expression) {
        CompiledExpression compiled = variable(expression);
        boolean isFolded = !(expression instanceof Expression.Literal)
                && !(expression instanceof Expression.CurrentTimestamp)
                && ExpressionTraits.isConstant(expression);
        return isFolded ? new ConstantExpression(compiled) : compiled;
    }

    private CompiledExpression variable(Expression expression) {
        return switch (expression) {
            case Expression.Literal literal -> constant(literal.value(), literal);
            case Expression.CurrentTimestamp now -> constant(facts.timestampMicros(), now);
            case Expression.InputRef reference -> {
                int ordinal = reference.ordinal();
                yield batch -> batch.vectors()[ordinal];
            }
            case Expression.GetField field -> new FieldExpression(node(field.struct()), field.ordinal());
            case Expression.Cast cast ->
                cast.child().type().equals(cast.type())
                        ? node(cast.child())
                        : call(cast, cast.function(), List.of(cast.child()));
            case Expression.Call call -> call(call, call.function(), call.arguments());
            case Expression.And and -> new LogicalExpression(node(and.left()), partial(and.right()), true);
            case Expression.Or or -> new LogicalExpression(node(or.left()), partial(or.right()), false);
            case Expression.CaseWhen caseWhen ->
                new CaseWhenExpression(
                        partials(caseWhen.conditions()),
                        partials(caseWhen.values()),
                        caseWhen.otherwise() == null ? null : partial(caseWhen.otherwise()),
                        caseWhen.type());
            case Expression.Coalesce coalesce ->
                new CoalesceExpression(partials(coalesce.arguments()), coalesce.type());
            case Expression.Attempt attempt ->
                new AttemptExpression(new ExpressionCompiler(facts, true).partial(attempt.child()));
            case Expression.HigherOrder higherOrder ->
                new HigherOrderExpression(
                        named(higherOrder),
                        higherOrder.function().kernel(),
                        nodes(higherOrder.arguments()),
                        higherOrder.lambdas().stream().map(this::body).toArray(HigherOrderExpression.Body[]::new));
            case Expression.MakeStruct struct ->
                new MakeStructExpression(nodes(struct.values()), (StructType) struct.type());
        };
    }

    private HigherOrderExpression.Body body(Expression.Lambda lambda) {
        StructType schema = new StructType();
        for (Expression captured : lambda.captured()) {
            schema = schema.add("c" + schema.size(), captured.type());
        }
        for (Expression variable : lambda.variables()) {
            schema = schema.add("v" + schema.size(), variable.type());
        }
        return new HigherOrderExpression.Body(
                nodes(lambda.captured()),
                node(lambda.body()),
                lambda.body().type(),
                schema,
                ExpressionTraits.canFail(lambda.body()));
    }

    private static CompiledExpression constant(@Nullable Object value, Expression expression) {
        Vector vector = Constants.vector(value, expression.type());
        return batch -> vector;
    }

    private CompiledExpression call(Expression call, BoundScalar function, List<Expression> arguments) {
        if (!function.isRepeatable()) {
            facts.noteUnrepeatable();
        }
        int deciding = function.decidingArgument();
        boolean isDecided = false;
        for (int index = 0; index < arguments.size(); index++) {
            isDecided |=
                    deciding != BoundScalar.NONE && index != deciding && ExpressionTraits.canFail(arguments.get(index));
        }
        return isDecided
                ? new DecidedCallExpression(named(call), function, function.kernel(facts), partials(arguments))
                : new CallExpression(named(call), function.kernel(facts), nodes(arguments));
    }

    private @Nullable Expression named(Expression expression) {
        return isAttempted ? null : expression;
    }

    private CompiledExpression[] nodes(List<Expression> expressions) {
        CompiledExpression[] nodes = new CompiledExpression[expressions.size()];
        for (int index = 0; index < nodes.length; index++) {
            nodes[index] = node(expressions.get(index));
        }
        return nodes;
    }

    private PartialExpression partial(Expression expression) {
        return new PartialExpression(
                node(expression),
                ExpressionTraits.inputOrdinals(expression),
                expression.type(),
                ExpressionTraits.canFail(expression));
    }

    private PartialExpression[] partials(List<Expression> expressions) {
        PartialExpression[] partials = new PartialExpression[expressions.size()];
        for (int index = 0; index < partials.length; index++) {
            partials[index] = partial(expressions.get(index));
        }
        return partials;
    }
}
