package dev.sluice.plan.logical;

import java.util.List;

/**
 * What plans of both kinds have in common: a node has children of its kind and says in a line what it is.
 *
 * @param <N> the kind
 */
sealed interface PlanTree<N extends PlanTree<N>> permits LogicalPlan, UnresolvedPlan {
    List<N> children();

    /** One line, for {@code explain} and golden plans. */
    String describe();

    /** The tree, a line a node, children below and further right. */
    default String treeString() {
        StringBuilder text = new StringBuilder();
        append(this, 0, text);
        return text.toString();
    }

    private static void append(PlanTree<?> node, int depth, StringBuilder text) {
        text.append(depth == 0 ? "" : "   ".repeat(depth - 1) + "+- ")
                .append(node.describe())
                .append('\n');
        node.children().forEach(child -> append(child, depth + 1, text));
    }
}
