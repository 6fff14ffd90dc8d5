// SPDX-License-Identifier: Apache-2.0
package io.mainstay.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test of the whole application against the real servers, over HTTP on a free port. The application is started once for
 * all such tests; each class begins with an empty graph. What a test needs in it is a component that the application's own
 * scan finds: an import or a property of one class would start another application.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TestStackProperties.class)
@Import(IntegrationTestConfiguration.class)
@ExtendWith(GraphReset.class)
public @interface IntegrationTest {}
