// SPDX-License-Identifier: Apache-2.0
package io.mainstay.release.internal.graphql;

import io.mainstay.change.ChangeFigures;
import io.mainstay.change.ChangeReport;
import io.mainstay.change.ReleaseFigures;
import io.mainstay.kernel.Permission;
import io.mainstay.kernel.Principal;
import io.mainstay.release.ReleaseQueries;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.stereotype.Controller;

/** How releases came out, beside changes. */
@Controller
class ReleaseFigureGraphQl {

    private final ReleaseQueries queries;

    ReleaseFigureGraphQl(ReleaseQueries queries) {
        this.queries = queries;
    }

    @SchemaMapping(typeName = "ChangeFigures")
    @Nullable
    ReleaseFigures releases(ChangeFigures figures, Principal principal) {
        return queries.figures(principal, figures.scope()).orElse(null);
    }

    @SchemaMapping(typeName = ChangeReport.TYPE, field = "releases")
    @Nullable
    ReleaseFigures releasesOfReport(ChangeReport report, Principal principal) {
        return principal.may(Permission.RELEASE_READ) ? report.figures().releases() : null;
    }
}
