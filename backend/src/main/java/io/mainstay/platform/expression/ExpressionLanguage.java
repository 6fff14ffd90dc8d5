// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.expression;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.checker.CelStandardDeclarations.StandardFunction;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.Map;

/**
 * The language of conditions on one kind of thing: CEL with the variables that such a thing has. CEL always ends; the bounds here
 * see to it that it also ends soon, whatever somebody wrote: so long a text, so deep a structure, so many steps of loops. Regular
 * expressions are left out, because one of thirty characters can need more memory than there is.
 */
public final class ExpressionLanguage {

    /** The longest expression, in characters. */
    public static final int MAX_LENGTH = 2_000;

    /** How many steps all loops ({@code exists}, {@code filter}) of one evaluation may take together. */
    public static final int MAX_STEPS = 10_000;

    private static final int MAX_DEPTH = 50;

    private static final CelOptions OPTIONS = CelOptions.current()
            .maxExpressionCodePointSize(MAX_LENGTH)
            .maxParseRecursionDepth(MAX_DEPTH)
            .comprehensionMaxIterations(MAX_STEPS)
            .enableHeterogeneousNumericComparisons(true)
            .build();

    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();

    private final CelCompiler compiler;

    /** @param variables by name, which may have dots: {@code ci.name} */
    public ExpressionLanguage(Map<String, ValueType> variables) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardEnvironmentEnabled(false)
                .setStandardDeclarations(CelStandardDeclarations.newBuilder()
                        .excludeFunctions(StandardFunction.MATCHES)
                        .build())
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .setResultType(SimpleType.BOOL);
        variables.forEach((name, type) -> builder.addVar(name, type.type()));
        this.compiler = builder.build();
    }

    /**
     * Reads a condition and checks its types.
     *
     * @throws ExpressionSyntaxException if it is no condition on these variables
     */
    public Expression compile(String text) {
        CelValidationResult result = compiler.compile(text);
        if (result.hasError()) {
            CelIssue first = result.getErrors().getFirst();
            throw new ExpressionSyntaxException(
                    first.getMessage(),
                    first.getSourceLocation().getLine(),
                    first.getSourceLocation().getColumn() + 1);
        }
        try {
            return new Expression(RUNTIME.createProgram(result.getAst()));
        } catch (CelValidationException | CelEvaluationException e) {
            throw new IllegalStateException("a checked expression cannot be planned: " + text, e);
        }
    }
}
