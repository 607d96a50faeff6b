import { joinTeam, type TeamPlan } from './program';

// Only startWorkers() starts this file, and sends a TeamPlan once.
addEventListener('message', ({ data }: MessageEvent<TeamPlan>) => {
  const { member } = joinTeam(data);
  postMessage('ready');
  member.follow();
});
