// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal;

import io.mainstay.change.ChangeFigures;
import io.mainstay.change.ReleaseFigureSource;
import io.mainstay.change.ReleaseFigures;
import io.mainstay.kernel.Principal;
import io.mainstay.release.ReleaseQueries;
import org.springframework.stereotype.Component;

/** How releases came out, in reports of changes. */
@Component
final class ReleaseFiguresOfAll implements ReleaseFigureSource {

    private final ReleaseQueries queries;

    ReleaseFiguresOfAll(ReleaseQueries queries) {
        this.queries = queries;
    }

    @Override
    public ReleaseFigures ofAll(ChangeFigures.Scope scope) {
        return queries.figures(Principal.SYSTEM, scope).orElseThrow();
    }
}
