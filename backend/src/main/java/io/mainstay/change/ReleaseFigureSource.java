// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change;

/** Says how releases came out, for what is told of them beside changes; the capability of releases offers it as a bean. */
@FunctionalInterface
public interface ReleaseFigureSource {

    /** Of all releases that ended in the range, whoever may see them. */
    ReleaseFigures ofAll(ChangeFigures.Scope scope);
}
