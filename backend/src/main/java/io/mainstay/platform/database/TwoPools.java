// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.database;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.neo4j.driver.AuthToken;
import org.neo4j.driver.BaseSession;
import org.neo4j.driver.BookmarkManager;
import org.neo4j.driver.Driver;
import org.neo4j.driver.ExecutableQuery;
import org.neo4j.driver.SessionConfig;

/**
 * The driver of the application: gives requests sessions of one pool of connections and workers those of another, so that no
 * number of requests keeps the outbox, the timers and the sealer waiting.
 */
final class TwoPools implements Driver {

    private final Driver requests;
    private final Driver workers;

    TwoPools(Driver requests, Driver workers) {
        this.requests = requests;
        this.workers = workers;
    }

    private Driver now() {
        return BackgroundWork.isActive() ? workers : requests;
    }

    @Override
    public ExecutableQuery executableQuery(String query) {
        return now().executableQuery(query);
    }

    @Override
    public BookmarkManager executableQueryBookmarkManager() {
        return now().executableQueryBookmarkManager();
    }

    @Override
    public <T extends BaseSession> T session(Class<T> type, SessionConfig config, @Nullable AuthToken token) {
        return now().session(type, config, token);
    }

    @Override
    public boolean isEncrypted() {
        return requests.isEncrypted();
    }

    @Override
    public void verifyConnectivity() {
        now().verifyConnectivity();
    }

    @Override
    public CompletionStage<Void> verifyConnectivityAsync() {
        return now().verifyConnectivityAsync();
    }

    @Override
    public boolean verifyAuthentication(AuthToken token) {
        return requests.verifyAuthentication(token);
    }

    @Override
    public boolean supportsSessionAuth() {
        return requests.supportsSessionAuth();
    }

    @Override
    public boolean supportsMultiDb() {
        return requests.supportsMultiDb();
    }

    @Override
    public CompletionStage<Boolean> supportsMultiDbAsync() {
        return requests.supportsMultiDbAsync();
    }

    @Override
    public void close() {
        try (workers) {
            requests.close();
        }
    }

    @Override
    public CompletionStage<Void> closeAsync() {
        return CompletableFuture.allOf(
                requests.closeAsync().toCompletableFuture(),
                workers.closeAsync().toCompletableFuture());
    }
}
