/** Cases, people, exhibits and what happened to them, each as rows that are added and never overwritten. */
package org.curlew.triage.register;
