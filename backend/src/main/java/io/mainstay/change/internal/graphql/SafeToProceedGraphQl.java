// SPDX-License-Identifier: Apache-2.0
package io.mainstay.change.internal.graphql;

import io.mainstay.change.SafeToProceed;
import io.mainstay.change.SafeToProceedQueries;
import io.mainstay.change.SafeToProceedSubscriptions;
import io.mainstay.kernel.Principal;
import io.mainstay.platform.graphql.LivePrincipal;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.graphql.data.method.annotation.Argument;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.graphql.data.method.annotation.SubscriptionMapping;
import org.springframework.stereotype.Controller;

/** Whether it is safe to go on with a change. */
@Controller
class SafeToProceedGraphQl {

    private final SafeToProceedQueries queries;
    private final SafeToProceedSubscriptions subscriptions;

    SafeToProceedGraphQl(SafeToProceedQueries queries, SafeToProceedSubscriptions subscriptions) {
        this.queries = queries;
        this.subscriptions = subscriptions;
    }

    @QueryMapping("safeToProceed")
    @Nullable
    SafeToProceed now(@Argument String changeId, Principal principal) {
        return queries.byId(principal, changeId).orElse(null);
    }

    @SubscriptionMapping("safeToProceed")
    Publisher<SafeToProceed> followed(@Argument String changeId, LivePrincipal principal) {
        return subscriptions.of(principal::now, changeId);
    }
}
