import { parentPort, workerData } from 'node:worker_threads';
import { joinTeam, type TeamPlan } from './program';

// Only startWorkers() starts this file, with a TeamPlan.
const { member } = joinTeam(workerData as TeamPlan);
parentPort?.postMessage('ready');
member.follow();
