var answer = 40 + 2; alert(answer);
