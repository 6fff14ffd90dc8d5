// SPDX-License-Identifier: Apache-2.0
package io.mainstay.platform.graphql;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ActiveProfiles;

/** A test of the web side over HTTP on a free port; all such tests share one application. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ActiveProfiles(WebApplication.PROFILE)
@SpringBootTest(
        classes = WebApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            // there is no graph here to be ready
            "management.endpoint.health.group.readiness.include=readinessState",
            // the same whether this build has made the console or not
            "mainstay.console.location=classpath:/no-console/"
        })
@interface WebTest {}
