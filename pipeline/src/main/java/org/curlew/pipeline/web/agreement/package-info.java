/** Second grading without sight of the first, and what a third person decides where graders differ. */
package org.curlew.pipeline.web.agreement;
