/** Tests of the court's figures and of the exports to other tools. */
package org.curlew.grading.statistics;
