// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.expression;

import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.Program;
import java.util.Map;

/** A condition that was checked. May be evaluated by several threads at once. */
public final class Expression {

    private final Program program;

    Expression(Program program) {
        this.program = program;
    }

    /** How an evaluation ended. */
    public enum Result {
        HOLDS,
        HOLDS_NOT,
        /** It could not be told: a value that the expression needs is missing or of another type, or it takes too many steps. */
        UNDECIDED
    }

    /** @param values of all variables of the language, of the types that it declares */
    public Result evaluate(Map<String, ?> values) {
        try {
            return Boolean.TRUE.equals(program.eval(values)) ? Result.HOLDS : Result.HOLDS_NOT;
        } catch (CelEvaluationException _) {
            return Result.UNDECIDED;
        }
    }
}
