/** The database process. It alone sees the GPL-licensed Neo4j libraries; nothing here is part of the backend. */
@NullMarked
package io.mainstay.localstack.neo4j;

import org.jspecify.annotations.NullMarked;
