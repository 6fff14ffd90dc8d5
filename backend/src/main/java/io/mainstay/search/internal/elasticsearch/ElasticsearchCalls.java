// SPDX-License-Identifier: Apache-2.0
package io.mainstay.search.internal.elasticsearch;

import co.elastic.clients.elasticsearch._types.ElasticsearchException;
import io.mainstay.search.internal.SearchIndexUnavailableException;
import java.io.IOException;

/** Calls of Elasticsearch, which tell outages from faults. */
final class ElasticsearchCalls {

    static final int NOT_FOUND = 404;
    static final int CONFLICT = 409;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    private ElasticsearchCalls() {}

    /** A call of the client. */
    @FunctionalInterface
    interface Call<T> {
        T run() throws IOException;
    }

    /** @throws SearchIndexUnavailableException if the cluster does not answer, cannot now, or lacks the index */
    static <T> T ask(Call<T> call) {
        try {
            return call.run();
        } catch (IOException away) {
            throw new SearchIndexUnavailableException("Elasticsearch does not answer: " + away.getMessage(), away);
        } catch (ElasticsearchException refused) {
            if (passing(refused.status())) {
                throw new SearchIndexUnavailableException(
                        "Elasticsearch cannot answer now: " + refused.getMessage(), refused);
            }
            throw refused;
        }
    }

    /** Whether a status means that the same request may succeed later. */
    static boolean passing(int status) {
        return status == NOT_FOUND || status == TOO_MANY_REQUESTS || status >= SERVER_ERROR;
    }
}
