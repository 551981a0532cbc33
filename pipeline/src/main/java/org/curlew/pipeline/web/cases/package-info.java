/** A case's page: people, children, access, plans, exhibits, time line; who may see it; search. */
package org.curlew.pipeline.web.cases;
